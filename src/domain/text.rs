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

    /// Pages of one's own, about no other thing.
    pub const OWN: [Self; 8] = [
        Self::PlanSigns,
        Self::PlanThen,
        Self::Settles,
        Self::HelpNow,
        Self::Reassurance,
        Self::PageThem,
        Self::PageMe,
        Self::PagePutDown,
    ];

    /// Whether nobody but its author reads it, unless they share it: written for oneself, and needed by nothing else.
    /// Where the host is one of the two, such words are kept only once they are shared.
    pub fn is_for_oneself(self) -> bool {
        Self::OWN.contains(&self) || matches!(self, Self::SetbackWhat | Self::SetbackKind)
    }

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

/// As which kind pages of one's own are stored, whichever they are.
const OWN: &str = "own";

/// Under which numbers one person's pages of their own are stored, a number for each of [`Kind::OWN`]: so that
/// what is stored tells neither which of them there are, nor which are alike in two people. The others are
/// stored by their names.
#[derive(Debug, Clone, Copy)]
pub struct Shelf([i64; Kind::OWN.len()]);

impl Shelf {
    /// With the number that this gives each kind.
    pub fn of(number: impl Fn(Kind) -> i64) -> Self {
        Self(Kind::OWN.map(number))
    }

    fn number(&self, kind: Kind) -> Option<i64> {
        let at = Kind::OWN.iter().position(|own| *own == kind)?;
        self.0.get(at).copied()
    }

    /// Those of these kinds.
    pub fn numbers(&self, kinds: &[Kind]) -> Vec<i64> {
        kinds.iter().filter_map(|kind| self.number(*kind)).collect()
    }

    /// As which kind, and about what, this one is stored.
    pub fn stored(&self, which: &Which) -> (&'static str, i64) {
        match self.number(which.kind) {
            Some(number) => (OWN, number),
            None => (which.kind.name(), which.about),
        }
    }

    /// The kind, and what it is about, of one that is stored like this.
    pub fn read(&self, kind: &str, about: i64) -> Option<(Kind, i64)> {
        if kind != OWN {
            return Some((Kind::from_name(kind)?, about));
        }
        let at = self.0.iter().position(|number| *number == about)?;
        Some((*Kind::OWN.get(at)?, 0))
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
        assert_eq!(Kind::from_name(OWN), None);
    }

    #[test]
    fn what_is_written_for_oneself_is_all_that_no_rule_needs() {
        let own = Kind::ALL.iter().filter(|(kind, _)| kind.is_for_oneself());
        let own: Vec<&str> = own.map(|(_, name)| *name).collect();
        assert_eq!(
            own.join(" "),
            "setback_what setback_kind plan_signs plan_then settles help_now reassurance page_them page_me page_put_down"
        );
    }

    #[test]
    fn a_page_of_ones_own_is_stored_under_a_number_and_anything_else_by_its_name() {
        let number = |kind: Kind| i64::try_from(kind.name().len()).unwrap() * 100 + kind as i64;
        let shelf = Shelf::of(number);
        for (kind, name) in Kind::ALL {
            let which = Which {
                couple: CoupleId(1),
                by: Partner::One,
                kind: *kind,
                about: if Kind::OWN.contains(kind) { 0 } else { 7 },
                nth: 0,
            };
            let (stored, about) = shelf.stored(&which);
            assert_eq!(stored == *name, !Kind::OWN.contains(kind), "{name}");
            assert_eq!(shelf.read(stored, about), Some((*kind, which.about)));
        }
        let of = [Kind::PageMe, Kind::Cut];
        assert_eq!(shelf.numbers(&of), [number(Kind::PageMe)]);
        assert_eq!(shelf.read(OWN, 1), None);
        assert_eq!(shelf.read("horoscope", 1), None);
    }
}
