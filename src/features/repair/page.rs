//! One repair as one of the two sees it: where it stands, what there is to read, what they may do next.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::papers::{APOLOGIES, Paper};
use super::view::{button, main};
use super::{Verb, inviting, steps, view};
use crate::app::{Here, Member, mention};
use crate::domain::promise::{PER_REPAIR, State as Promised};
use crate::domain::repair::{Breach, Heard, Repair, Stage, State};
use crate::domain::text::Kind;
use crate::features::common::repairs::KINDS;
use crate::features::common::texts::{self, Written};
use crate::features::common::{buttons, hints, promises as made, spread};
use crate::store::promises::OfRepair;
use crate::ui::text::{glimpse, quote};
use crate::ui::{Button, Card};
use crate::words::Tongue;

/// What one of the two may read of a repair: all of their own, and what the other gave.
pub struct Words {
    pub mine: Vec<Written>,
    pub theirs: Vec<Written>,
}

impl Words {
    pub async fn of(
        here: &Here<'_>,
        me: &Member,
        db: &mut PgConnection,
        repair: &Repair,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            mine: texts::mine(here.app, &mut *db, me, repair.id, &KINDS).await?,
            theirs: texts::theirs(here.app, db, me, repair.id, &KINDS).await?,
        })
    }

    /// What kind of breach its opener called it.
    pub fn breach(&self) -> Breach {
        let mut both = self.mine.iter().chain(&self.theirs);
        let named = both.find(|text| text.which.kind == Kind::RepairBreach);
        named
            .and_then(|text| Breach::from_name(&text.text))
            .unwrap_or(Breach::Unsaid)
    }

    /// The quoted words of this kind and try, under a line that says what they are.
    pub fn block(
        here: &Here<'_>,
        me: &Member,
        from: &[Written],
        kind: Kind,
        nth: i16,
    ) -> Option<String> {
        let found = from
            .iter()
            .find(|text| text.which.kind == kind && text.which.nth == nth)?;
        Some(view::block(here, me, found))
    }
}

/// Everything there is to see and press, over as few messages as it needs.
pub async fn page(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    if repair.is_over() {
        return super::reading::over(here, me, db, repair).await;
    }
    let words = Words::of(here, me, &mut *db, repair).await?;
    let mut blocks = vec![view::head(here, me, repair, words.breach())];
    if repair.state.stage() == Stage::Invite {
        blocks.extend(inviting::the_promise(here, me, &mut *db, repair).await?);
    }
    if repair.is_paused() {
        blocks.push(view::paused(here, me, repair));
        return Ok(spread(&blocks, |card| card.buttons(below(t, me, repair))));
    }
    let (more, row) = match repair.state {
        State::Draft => return Ok(inviting::draft(here, me, repair, &words).dressed(blocks)),
        State::Offered | State::NotNow { .. } => inviting::invited(here, me, repair, &words),
        _ if repair.hurt == me.who => for_the_hurt(here, me, db, repair, &words).await?,
        _ => for_the_responsible(here, me, db, repair, &words).await?,
    };
    blocks.extend(more);
    let asked = repair.state == State::Offered && repair.opened_by != me.who;
    Ok(spread(&blocks, |mut card| {
        card = card.buttons(row);
        if asked {
            card = card.select(inviting::not_now(t, repair));
        }
        card.buttons(below(t, me, repair))
    }))
}

/// What I have prepared and not given yet: how it reads, with hints that only I see.
fn prepared(
    here: &Here<'_>,
    me: &Member,
    words: &Words,
    repair: &Repair,
    paper: Paper,
    [write, give]: [(&str, Verb); 2],
) -> (Vec<String>, Vec<Button>) {
    let t = here.t;
    let (there, written) = paper.among(&words.mine, repair);
    let (label, verb) = write;
    if !written {
        return (Vec::new(), vec![main(t, label, verb, repair)]);
    }
    let mut blocks = vec![t.say("repair-prepared", &[])];
    blocks.extend(there.iter().map(|text| view::block(here, me, text)));
    let whole: Vec<&str> = there.iter().map(|text| text.text.as_str()).collect();
    let whole = whole.join("\n");
    blocks.extend(hints::lines(t, &whole));
    if paper == Paper::Apology
        && let Some(without) = t.wording().without_a_but(&whole)
    {
        blocks.push(format!(
            "{}\n{}",
            t.say("repair-without-a-but", &[]),
            quote(&without)
        ));
    }
    let (label, give) = give;
    (
        blocks,
        vec![
            main(t, label, give, repair),
            button(t, "repair-change-words-button", verb, repair),
        ],
    )
}

async fn for_the_hurt(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
    words: &Words,
) -> anyhow::Result<(Vec<String>, Vec<Button>)> {
    let t = here.t;
    let theirs = |kind, nth| Words::block(here, me, &words.theirs, kind, nth);
    Ok(match repair.state {
        State::Telling => {
            let row = [
                ("repair-account-button", Verb::Account),
                ("repair-tell-button", Verb::Tell),
            ];
            prepared(here, me, words, repair, Paper::Account, row)
        }
        State::Weighing { nth } => {
            let kinds = [
                Kind::RepairUnderstood,
                Kind::RepairHappened,
                Kind::RepairLed,
                Kind::RepairImpact,
            ];
            let blocks = kinds.into_iter().filter_map(|kind| theirs(kind, nth));
            let row = vec![
                button(t, "repair-right-button", Verb::Right, repair),
                button(t, "repair-partly-button", Verb::Partly, repair),
                button(t, "repair-not-yet-button", Verb::NotYet, repair),
            ];
            (blocks.collect(), row)
        }
        State::Acknowledged { nth } => (
            theirs(Kind::RepairAcknowledged, nth).into_iter().collect(),
            vec![
                button(t, "repair-confirm-button", Verb::Confirm, repair),
                button(t, "repair-confirm-why-button", Verb::ConfirmWhy, repair),
                button(t, "repair-not-quite-button", Verb::NotQuite, repair),
            ],
        ),
        State::Apologised { .. } => (
            Vec::new(),
            vec![main(
                t,
                "repair-read-apology-button",
                Verb::ReadApology,
                repair,
            )],
        ),
        State::Read { nth, .. } => (
            apology(here, me, &words.theirs, nth),
            vec![
                main(t, "repair-go-on-button", Verb::GoOn, repair),
                button(t, "repair-not-how-button", Verb::NotHow, repair),
            ],
        ),
        State::Planned => (
            promises(here, me, db, repair).await?,
            vec![main(t, "repair-follow-button", Verb::Follow, repair)],
        ),
        State::Following { next, looks, .. } => {
            let mut blocks = promises(here, me, &mut *db, repair).await?;
            let kept = steps::promised(db, repair).await?.kept > 0;
            blocks.extend(
                looks
                    .checked_sub(1)
                    .and_then(|nth| theirs(Kind::RepairLook, nth)),
            );
            blocks.push(next_look(here, me, repair, next));
            let mut row = Vec::new();
            if kept {
                row.push(main(t, "repair-close-button", Verb::Closing, repair));
            } else {
                blocks.push(view::closes_when(here, me, repair));
                let leave = "repair-leave-open-button";
                row.push(button(t, leave, Verb::StaysOpen, repair));
            }
            if next.is_some() {
                row.push(button(t, "repair-space-button", Verb::Space, repair));
                row.push(button(
                    t,
                    "repair-stop-looking-button",
                    Verb::StopLooking,
                    repair,
                ));
            }
            (blocks, row)
        }
        _ => (Vec::new(), Vec::new()),
    })
}

async fn for_the_responsible(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
    words: &Words,
) -> anyhow::Result<(Vec<String>, Vec<Button>)> {
    let t = here.t;
    let theirs = |kind, nth| Words::block(here, me, &words.theirs, kind, nth);
    let account = [Kind::RepairHappened, Kind::RepairLed, Kind::RepairImpact];
    let mut blocks = Vec::new();
    let (more, row) = match repair.state {
        State::Told => {
            blocks.push(t.say("repair-before-reading", &[]));
            let read = main(t, "repair-read-account-button", Verb::ReadAccount, repair);
            return Ok((blocks, vec![read]));
        }
        State::Answering { nth, heard } => {
            blocks.extend(account.into_iter().filter_map(|kind| theirs(kind, 0)));
            blocks.extend(heard.map(|heard| weighed(t, heard)));
            blocks.extend(
                (nth > 0)
                    .then(|| nth - 1)
                    .and_then(|nth| theirs(Kind::RepairMissing, nth)),
            );
            let row = [
                ("repair-understood-button", Verb::Understood),
                ("repair-answer-button", Verb::Answer),
            ];
            prepared(here, me, words, repair, Paper::Understood, row)
        }
        State::Acknowledging { nth } => {
            let missing = (nth > 0).then(|| nth - 1);
            blocks.extend(missing.map(|_| t.say("repair-not-quite", &[])));
            blocks.extend(missing.and_then(|nth| theirs(Kind::RepairUnacknowledged, nth)));
            let row = [
                ("repair-acknowledged-button", Verb::Acknowledged),
                ("repair-acknowledge-button", Verb::Acknowledge),
            ];
            prepared(here, me, words, repair, Paper::Acknowledged, row)
        }
        State::Apologising { nth, why } => {
            let missing = (nth > 0).then(|| nth - 1);
            blocks.extend(why.then(|| t.say("repair-why-asked", &[])));
            blocks.extend(missing.map(|_| t.say("repair-not-how", &[])));
            let note = missing.map(|nth| APOLOGIES.saturating_add(nth));
            blocks.extend(note.and_then(|nth| theirs(Kind::RepairUnacknowledged, nth)));
            let row = [
                ("apology-button", Verb::Apology),
                ("apology-give-button", Verb::Apologise),
            ];
            prepared(here, me, words, repair, Paper::Apology, row)
        }
        State::Planning => {
            blocks.extend(promises(here, me, &mut *db, repair).await?);
            let made = steps::promised(db, repair).await?;
            let done = main(t, "repair-plan-button", Verb::Plan, repair);
            let row = another(t, me, repair, made).into_iter();
            let row = row.chain((made.stand > 0).then_some(done)).collect();
            (Vec::new(), row)
        }
        State::Following { next, .. } => {
            blocks.extend(promises(here, me, &mut *db, repair).await?);
            blocks.push(next_look(here, me, repair, next));
            let made = steps::promised(db, repair).await?;
            let kept = made.kept > 0;
            blocks.extend((!kept).then(|| view::closes_when(here, me, repair)));
            let look = button(t, "repair-look-button", Verb::Look, repair);
            let row = [look].into_iter().chain(another(t, me, repair, made));
            let row = row.chain([buttons::promises(t, me.couple.id)]);
            (Vec::new(), row.collect())
        }
        _ => (Vec::new(), Vec::new()),
    };
    blocks.extend(more);
    Ok((blocks, row))
}

/// Another promise for this repair, where there is room for one.
fn another(t: &Tongue, me: &Member, repair: &Repair, made: OfRepair) -> Option<Button> {
    let room = usize::try_from(made.to_come).is_ok_and(|made| made < PER_REPAIR);
    room.then(|| buttons::promise_for_repair(t, me.couple.id, repair.id))
}

/// When the next look back is; where it is due, or they were stopped, or all taken, that too.
fn next_look(here: &Here<'_>, me: &Member, repair: &Repair, next: Option<DateTime<Utc>>) -> String {
    let t = here.t;
    match next {
        Some(at) if at <= here.now && repair.hurt == me.who => t.say(
            "repair-look-due-theirs",
            &[("other", mention(me.other().user).into())],
        ),
        Some(at) if at <= here.now => t.say("repair-look-due", &[]),
        Some(at) => t.say(
            "repair-next-look",
            &[("when", here.when(me.me(), at).into())],
        ),
        None => t.say("repair-no-more-looks", &[]),
    }
}

fn weighed(t: &Tongue, heard: Heard) -> String {
    match heard {
        Heard::Right => t.say("repair-heard-right", &[]),
        Heard::Partly => t.say("repair-heard-partly", &[]),
        Heard::NotYet => t.say("repair-heard-not-yet", &[]),
    }
}

/// The parts of an apology, in their order.
pub fn apology(here: &Here<'_>, me: &Member, from: &[Written], nth: i16) -> Vec<String> {
    [
        Kind::ApologyAct,
        Kind::ApologyRepair,
        Kind::ApologyLike,
        Kind::ApologyWhy,
        Kind::ApologyChange,
    ]
    .into_iter()
    .filter_map(|kind| Words::block(here, me, from, kind, nth))
    .collect()
}

/// The promises of this repair, a line each.
pub async fn promises(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<Vec<String>> {
    let t = here.t;
    let made = made::of_repair(here.app, db, me, repair.id).await?;
    Ok(made
        .iter()
        .map(|promise| {
            let when = made::when(here, me.couple.person(promise.by), me.me(), promise.when);
            let what = ("what", glimpse(promise.what(), 200).into());
            match promise.state {
                Promised::Closed(outcome) => {
                    let outcome = t.say("repair-outcome", &[("outcome", outcome.name().into())]);
                    t.say(
                        "repair-promise-closed",
                        &[what, ("outcome", outcome.into())],
                    )
                }
                _ => t.say("repair-promise", &[what, ("when", when.into())]),
            }
        })
        .collect())
}

/// What either may do at any time.
fn below(t: &Tongue, me: &Member, repair: &Repair) -> Vec<Button> {
    let hold = if repair.holds[me.who as usize] {
        button(t, "repair-let-go-on-button", Verb::LetGoOn, repair)
    } else {
        button(t, "repair-hold-button", Verb::Hold, repair)
    };
    let all = button(t, "repair-all-button", Verb::All, repair);
    let all = repair.agreed_at.is_some().then_some(all);
    // Who is asked has “not now”; pausing what has not begun would only be one more thing to choose.
    let asked = repair.agreed_at.is_none() && repair.opened_by != me.who;
    let hold = (!asked || repair.is_paused()).then_some(hold);
    let stop = button(t, "repair-stop-button", Verb::Stop, repair);
    let board = buttons::repairs(t, me.couple.id);
    let first = all.into_iter().chain(hold).chain([stop]);
    first.chain([board, buttons::help(t)]).collect()
}
