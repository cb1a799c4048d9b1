//! What people write beside the weekly round: which kinds there are, and what each belongs to.

use super::{CoupleId, Partner};

/// What a text is. Its name is stored, stands in exports, and binds the sealed words to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What I will do.
    PromiseWhat,
    /// How we will both know.
    PromiseKnown,
    /// What I offer instead, said before it was due.
    PromiseInstead,
    /// A line at its close.
    PromiseLine,
    /// *I noticed*: thanks by the other.
    PromiseNoticed,
    /// *I see it otherwise*: something to talk about, by the other.
    PromiseOtherwise,

    /// What a repair is about, in a line.
    RepairOpening,
    /// What kind of breach its opener calls it: a name of domain/repair/kinds.rs.
    RepairBreach,
    RepairHappened,
    RepairLed,
    RepairImpact,
    /// My part in it: always optional, never asked for.
    RepairMyPart,
    RepairUnderstood,
    /// What is missing from what the other understood.
    RepairMissing,
    RepairAcknowledged,
    /// What is missing from what the other acknowledged.
    RepairUnacknowledged,
    ApologyAct,
    ApologyRepair,
    ApologyLike,
    ApologyWhy,
    ApologyChange,
    /// A line at a look back.
    RepairLook,
    /// What stays open when a repair is closed.
    RepairStaysOpen,
    /// A last line when a repair is closed.
    RepairClosing,

    Question,
    QuestionAnswer,
    /// What something to tell is about, before it is told.
    TellingNote,
    Telling,

    /// A paper cut, in one line.
    Cut,

    SetbackWhat,
    /// What its author calls it: a name of domain/setback.rs.
    SetbackKind,
    /// Early signs, and what I do then: the prevention plan.
    PlanSigns,
    PlanThen,

    /// What settles me.
    Settles,
    /// What would help now.
    HelpNow,
    /// What trust looks like to me.
    Trust,
    Need,
    Offer,
    /// A small reassurance that I offer.
    Reassurance,
    /// A line with *I could use you for ten minutes*.
    Request,

    /// Private pages: about the other, about myself, what I am ready to put down.
    PageThem,
    PageMe,
    PagePutDown,
}

impl Kind {
    /// Each with its stable name.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::PromiseWhat, "promise_what"),
        (Self::PromiseKnown, "promise_known"),
        (Self::PromiseInstead, "promise_instead"),
        (Self::PromiseLine, "promise_line"),
        (Self::PromiseNoticed, "promise_noticed"),
        (Self::PromiseOtherwise, "promise_otherwise"),
        (Self::RepairOpening, "repair_opening"),
        (Self::RepairBreach, "repair_breach"),
        (Self::RepairHappened, "repair_happened"),
        (Self::RepairLed, "repair_led"),
        (Self::RepairImpact, "repair_impact"),
        (Self::RepairMyPart, "repair_my_part"),
        (Self::RepairUnderstood, "repair_understood"),
        (Self::RepairMissing, "repair_missing"),
        (Self::RepairAcknowledged, "repair_acknowledged"),
        (Self::RepairUnacknowledged, "repair_unacknowledged"),
        (Self::ApologyAct, "apology_act"),
        (Self::ApologyRepair, "apology_repair"),
        (Self::ApologyLike, "apology_like"),
        (Self::ApologyWhy, "apology_why"),
        (Self::ApologyChange, "apology_change"),
        (Self::RepairLook, "repair_look"),
        (Self::RepairStaysOpen, "repair_stays_open"),
        (Self::RepairClosing, "repair_closing"),
        (Self::Question, "question"),
        (Self::QuestionAnswer, "question_answer"),
        (Self::TellingNote, "telling_note"),
        (Self::Telling, "telling"),
        (Self::Cut, "cut"),
        (Self::SetbackWhat, "setback_what"),
        (Self::SetbackKind, "setback_kind"),
        (Self::PlanSigns, "plan_signs"),
        (Self::PlanThen, "plan_then"),
        (Self::Settles, "settles"),
        (Self::HelpNow, "help_now"),
        (Self::Trust, "trust"),
        (Self::Need, "need"),
        (Self::Offer, "offer"),
        (Self::Reassurance, "reassurance"),
        (Self::Request, "request"),
        (Self::PageThem, "page_them"),
        (Self::PageMe, "page_me"),
        (Self::PagePutDown, "page_put_down"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(kind, _)| *kind)
    }
}

/// Which text it is: of whom, about what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Which {
    pub couple: CoupleId,
    pub by: Partner,
    pub kind: Kind,
    /// The number of the thing it belongs to; 0: a page of one's own.
    pub about: i64,
    /// Where one thing has several of a kind.
    pub nth: i16,
}

impl Which {
    /// The one with this number among several of its kind.
    #[must_use]
    pub fn nth(self, nth: i16) -> Self {
        Self { nth, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_name_of_its_own() {
        for (kind, name) in Kind::ALL {
            assert_eq!(kind.name(), *name);
            assert_eq!(Kind::from_name(name), Some(*kind));
        }
        let names: std::collections::BTreeSet<_> = Kind::ALL.iter().map(|(_, name)| name).collect();
        assert_eq!(names.len(), Kind::ALL.len());
        assert_eq!(Kind::from_name("horoscope"), None);
    }
}
