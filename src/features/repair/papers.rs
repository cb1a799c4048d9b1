//! What is written in a repair: which fields each form has, who writes it where, and how it is kept.

use sqlx::PgConnection;

use super::{Verb, id};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::repair::{Repair, Size, State};
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common;
use crate::features::common::texts::{self, Written};
use crate::ui::{Input, Modal};

/// A form of a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Opening,
    Account,
    Understood,
    Missing,
    Acknowledged,
    Unacknowledged,
    Apology,
    NotHowItWas,
    Look,
    Closing,
    StaysOpen,
    MyPart,
}

/// One field of a form: what it is, its words, whether it needs any.
struct Field {
    kind: Kind,
    label: &'static str,
    placeholder: &'static str,
    required: bool,
}

const fn field(
    kind: Kind,
    label: &'static str,
    placeholder: &'static str,
    required: bool,
) -> Field {
    Field {
        kind,
        label,
        placeholder,
        required,
    }
}

const HAPPENED: Field = field(
    Kind::RepairHappened,
    "repair-happened-label",
    "repair-happened-placeholder",
    false,
);
const LED: Field = field(
    Kind::RepairLed,
    "repair-led-label",
    "repair-led-placeholder",
    false,
);
const IMPACT: Field = field(
    Kind::RepairImpact,
    "repair-impact-label",
    "repair-impact-placeholder",
    true,
);
const ACT: Field = field(
    Kind::ApologyAct,
    "apology-act-label",
    "apology-act-placeholder",
    true,
);
const MEND: Field = field(
    Kind::ApologyRepair,
    "apology-repair-label",
    "apology-repair-placeholder",
    true,
);
const LIKE: Field = field(
    Kind::ApologyLike,
    "apology-like-label",
    "apology-like-placeholder",
    true,
);
const WHY: Field = field(
    Kind::ApologyWhy,
    "apology-why-label",
    "apology-why-placeholder",
    false,
);
const CHANGE: Field = field(
    Kind::ApologyChange,
    "apology-change-label",
    "apology-change-placeholder",
    false,
);

impl Paper {
    /// The fields of this form where the repair stands. A small repair has short ones.
    fn fields(self, repair: &Repair) -> Vec<Field> {
        let big = repair.size == Size::Big;
        match self {
            Self::Opening => vec![field(
                Kind::RepairOpening,
                "repair-opening-label",
                "repair-opening-placeholder",
                false,
            )],
            Self::Account => {
                if big {
                    vec![HAPPENED, LED, IMPACT]
                } else {
                    vec![HAPPENED, IMPACT]
                }
            }
            Self::Understood => {
                let understood = field(
                    Kind::RepairUnderstood,
                    "repair-understood-label",
                    "repair-understood-placeholder",
                    true,
                );
                let mine = field(
                    Kind::RepairImpact,
                    "repair-impact-label",
                    "repair-impact-mine-placeholder",
                    false,
                );
                if big {
                    vec![understood, HAPPENED, LED, mine]
                } else {
                    vec![understood]
                }
            }
            Self::Missing => vec![field(
                Kind::RepairMissing,
                "repair-missing-label",
                "repair-missing-placeholder",
                false,
            )],
            Self::Acknowledged => vec![field(
                Kind::RepairAcknowledged,
                "repair-acknowledged-label",
                "repair-acknowledged-placeholder",
                true,
            )],
            Self::Unacknowledged | Self::NotHowItWas => vec![field(
                Kind::RepairUnacknowledged,
                "repair-missing-label",
                "repair-missing-placeholder",
                false,
            )],
            Self::Apology => {
                let asked = matches!(repair.state, State::Apologising { why: true, .. });
                let why = asked.then_some(WHY);
                let change = big.then_some(CHANGE);
                [ACT, MEND, LIKE]
                    .into_iter()
                    .chain(why)
                    .chain(change)
                    .collect()
            }
            Self::Look => vec![field(
                Kind::RepairLook,
                "repair-look-label",
                "repair-look-placeholder",
                true,
            )],
            Self::Closing => vec![
                field(
                    Kind::RepairStaysOpen,
                    "repair-stays-open-label",
                    "repair-stays-open-placeholder",
                    false,
                ),
                field(
                    Kind::RepairClosing,
                    "repair-closing-label",
                    "repair-closing-placeholder",
                    false,
                ),
            ],
            Self::StaysOpen => vec![field(
                Kind::RepairStaysOpen,
                "repair-leave-open-label",
                "repair-stays-open-placeholder",
                true,
            )],
            Self::MyPart => vec![field(
                Kind::RepairMyPart,
                "repair-my-part-label",
                "repair-my-part-placeholder",
                true,
            )],
        }
    }

    pub fn kinds(self, repair: &Repair) -> Vec<Kind> {
        self.fields(repair).iter().map(|field| field.kind).collect()
    }

    fn title(self) -> &'static str {
        match self {
            Self::Opening => "repair-opening-title",
            Self::Account => "repair-account-title",
            Self::Understood => "repair-understood-title",
            Self::Missing => "repair-missing-title",
            Self::Acknowledged => "repair-acknowledged-title",
            Self::Unacknowledged | Self::NotHowItWas => "repair-unacknowledged-title",
            Self::Apology => "apology-title",
            Self::Look => "repair-look-title",
            Self::Closing => "repair-closing-title",
            Self::StaysOpen => "repair-leave-open-title",
            Self::MyPart => "repair-my-part-title",
        }
    }

    /// Whether this is what this person writes where the repair stands.
    pub fn fits(self, repair: &Repair, me: &Member) -> bool {
        let hurt = repair.hurt == me.who;
        match (self, repair.state) {
            (Self::Opening, State::Draft) => repair.opened_by == me.who,
            (Self::Account, State::Telling)
            | (Self::Missing, State::Weighing { .. })
            | (Self::Unacknowledged, State::Acknowledged { .. })
            | (Self::NotHowItWas, State::Read { .. })
            | (Self::Closing | Self::StaysOpen, State::Following { .. }) => hurt,
            (Self::Understood, State::Answering { .. })
            | (Self::Acknowledged, State::Acknowledging { .. })
            | (Self::Apology, State::Apologising { .. })
            | (Self::Look, State::Following { .. }) => !hurt,
            (Self::MyPart, _) => !repair.is_over() && repair.agreed_at.is_some(),
            _ => false,
        }
    }

    /// Which try it is: a text that was given stays as it was, the next one is another.
    pub fn nth(self, repair: &Repair) -> i16 {
        match (self, repair.state) {
            (Self::Look, State::Following { looks, .. }) => looks,
            // What was missing in an apology stands apart from what was missing before it.
            (Self::NotHowItWas, State::Read { nth, .. }) => APOLOGIES.saturating_add(nth),
            (
                _,
                State::Answering { nth, .. }
                | State::Weighing { nth }
                | State::Acknowledging { nth }
                | State::Acknowledged { nth }
                | State::Apologising { nth, .. },
            ) if self != Self::MyPart => nth,
            _ => 0,
        }
    }

    /// Of what I have written, what stands on this paper for this try, or for the one before it; and whether
    /// it is this try's.
    pub fn among(self, all: &[Written], repair: &Repair) -> (Vec<Written>, bool) {
        let (kinds, nth) = (self.kinds(repair), self.nth(repair));
        let of = |nth: i16| -> Vec<Written> {
            let this = |text: &&Written| kinds.contains(&text.which.kind) && text.which.nth == nth;
            all.iter().filter(this).cloned().collect()
        };
        let now = of(nth);
        if now.is_empty() && nth > 0 && nth != APOLOGIES && self != Self::Look {
            return (of(nth - 1), false);
        }
        let written = !now.is_empty();
        (now, written)
    }
}

/// From this number on, notes on what is missing are about an apology.
pub const APOLOGIES: i16 = 10_000;

/// What I have written on this paper ([`Paper::among`]), read for it alone.
pub async fn mine(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    paper: Paper,
    repair: &Repair,
) -> anyhow::Result<(Vec<Written>, bool)> {
    let kinds = paper.kinds(repair);
    let all = texts::mine(here.app, db, me, repair.id, &kinds).await?;
    Ok(paper.among(&all, repair))
}

/// The form, filled with what was there.
pub fn form(
    here: &Here<'_>,
    paper: Paper,
    repair: &Repair,
    written: Verb,
    there: &[Written],
) -> Modal {
    let t = here.t;
    let inputs = paper.fields(repair).into_iter().map(|field| Input {
        id: field.kind.name().to_owned(),
        label: t.say(field.label, &[]),
        placeholder: t.say(field.placeholder, &[]),
        value: texts::of_kind(there, field.kind)
            .unwrap_or_default()
            .to_owned(),
        long: true,
        most: 4000,
        required: field.required,
    });
    Modal {
        id: id(written, repair),
        title: t.say(paper.title(), &[]),
        inputs: inputs.collect(),
    }
}

/// Keeps what was typed; false, and nothing is kept, where a field that needs words has none. The caller
/// holds the repair.
pub async fn keep(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    paper: Paper,
    repair: &Repair,
    typed: &[(String, String)],
) -> Result<bool, Error> {
    let fields = paper.fields(repair);
    let text = |kind: Kind| common::field(typed, kind.name()).trim();
    let empty = |field: &Field| field.required && is_blank(text(field.kind));
    if fields.iter().any(empty) {
        return Ok(false);
    }
    for field in fields {
        let which = me.text(field.kind, repair.id).nth(paper.nth(repair));
        if is_blank(text(field.kind)) {
            texts::delete(here.app, &mut *db, &which).await?;
        } else {
            texts::write(here.app, &mut *db, which, text(field.kind), here.now).await?;
        }
    }
    Ok(true)
}
