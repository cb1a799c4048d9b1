//! A button of one couple about one thing: `verb:couple:row`, and a number where one is needed.

use crate::domain::{CoupleId, id};
use crate::features::Target;
use crate::ui::Manner;

/// What a feature's buttons and forms can ask for, each with its stable name and how it is answered.
pub trait Verb: Copy + Eq + 'static {
    const ALL: &'static [(Self, &'static str, Manner)];
}

/// A verb, in which couple, about which row (0: none), with a number (0: none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press<V> {
    pub verb: V,
    pub couple: CoupleId,
    pub row: i64,
    pub number: i64,
}

impl<V: Verb> Press<V> {
    /// About no row.
    pub fn of(verb: V, couple: CoupleId) -> Self {
        Self::on(verb, couple, 0)
    }

    pub fn on(verb: V, couple: CoupleId, row: i64) -> Self {
        Self::with(verb, couple, row, 0)
    }

    pub fn with(verb: V, couple: CoupleId, row: i64, number: i64) -> Self {
        Self {
            verb,
            couple,
            row,
            number,
        }
    }

    /// Another verb about the same.
    #[must_use]
    pub fn to(&self, verb: V) -> Self {
        Self { verb, ..*self }
    }

    pub fn id(&self) -> String {
        let (_, name, _) = self.entry();
        let Self {
            couple,
            row,
            number,
            ..
        } = self;
        format!("{name}:{couple}:{}:{number}", id::spelled(*row))
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let [name, couple, row, number] = *words else {
            return None;
        };
        let (verb, ..) = V::ALL.iter().find(|(_, known, _)| *known == name)?;
        let (couple, row, number) = (
            CoupleId::read(couple)?,
            id::read(row)?,
            number.parse().ok()?,
        );
        let press = Self::with(*verb, couple, row, number);
        (press.id() == words.join(":")).then_some(press) // one spelling only
    }

    pub fn manner(&self) -> Manner {
        self.entry().2
    }

    pub fn target(&self) -> Target {
        Target::Couple(self.couple)
    }

    fn entry(&self) -> &'static (V, &'static str, Manner) {
        V::ALL
            .iter()
            .find(|(verb, ..)| *verb == self.verb)
            .expect("every verb stands in the table of its feature")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Act {
        Open,
        Write,
    }

    impl Verb for Act {
        const ALL: &'static [(Self, &'static str, Manner)] = &[
            (Self::Open, "open", Manner::PrivateNew),
            (Self::Write, "write", Manner::Modal),
        ];
    }

    #[test]
    fn a_button_leads_back_to_what_it_says() {
        let press = Press::with(Act::Write, CoupleId(42), 7, -3);
        assert_eq!(press.id(), "write:42:7:-3");
        let read = |id: &str| Press::<Act>::parse(&id.split(':').collect::<Vec<_>>());
        assert_eq!(read("write:42:7:-3"), Some(press));
        assert_eq!(
            read("open:42:0:0"),
            Some(Press::of(Act::Open, CoupleId(42)))
        );
        assert_eq!(press.manner(), Manner::Modal);
        let drawn = Press::with(Act::Open, CoupleId((1 << 62) - 1), 1 << 61, 20_513);
        assert_eq!(drawn.id(), "open:3zzzzzzzzzzzz:2000000000000:20513");
        assert_eq!(read(&drawn.id()), Some(drawn));
        for wrong in [
            "",
            "open",
            "open:42",
            "open:x:0:0",
            "open:042:0:0",
            "open:42:0:+1",
            "erase:42:0:0",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
