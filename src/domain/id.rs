//! Ids as they are shown: in buttons, choices and exports. Drawn at random, so that they count nothing.

/// Ids below this were counted, before ids were drawn. They keep their decimal spelling, by which the buttons
/// of that time are still known; it is shorter than any other.
const COUNTED: i64 = 1_000_000_000_000;
/// Whatever is drawn has so many bits.
const BITS: u32 = 62;
/// The signs of a drawn id: without those that look like others.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many of them: always as many.
const LENGTH: usize = 13;

/// The id that these drawn bytes make; 0 stands for none.
pub fn of_bytes(drawn: [u8; 8]) -> Option<i64> {
    let id = i64::from_be_bytes(drawn) & ((1 << BITS) - 1);
    (id != 0).then_some(id)
}

/// As it is shown.
pub fn spelled(id: i64) -> String {
    if !(COUNTED..1 << BITS).contains(&id) {
        return id.to_string();
    }
    let sign = |at| char::from(SIGNS[usize::try_from(id >> (5 * at) & 31).unwrap_or_default()]);
    (0..LENGTH).rev().map(sign).collect()
}

/// The id that is spelled like this; each has one spelling only.
pub fn read(text: &str) -> Option<i64> {
    let value = |sign| SIGNS.iter().position(|known| *known == sign);
    let id = if text.len() == LENGTH {
        text.bytes().try_fold(0_i64, |id, sign| {
            Some(id.checked_mul(32)? + i64::try_from(value(sign)?).ok()?)
        })?
    } else {
        text.parse().ok()?
    };
    (spelled(id) == text).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: i64, text: &str) {
        assert_eq!(spelled(id), text);
        assert_eq!(read(text), Some(id), "{text}");
    }

    #[test]
    fn each_has_one_spelling_and_is_read_back_from_it() {
        check(0, "0");
        check(1, "1");
        check(-1, "-1");
        check(999_999_999_999, "999999999999");
        check(1_000_000_000_000, "00000x3aaa400");
        check(0x2AAA_AAAA_AAAA_AAAA, "2nananananana");
        check(1 << 60, "1000000000000");
        check((1 << 62) - 1, "3zzzzzzzzzzzz");
        check(i64::MAX, "9223372036854775807");
        for wrong in [
            "",
            "-",
            "+1",
            "042",
            "0x2a",
            "0000000000001", // counted, in the spelling of what is drawn
            "2NANANANANANA",
            "2nanananananu",
            "2nananananan",
            "2nanananananan",
            "4000000000000",
            "zzzzzzzzzzzzz",
            "99999999999999999999",
            "ééééééa",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_drawn_is_positive_and_something() {
        assert_eq!(of_bytes([0; 8]), None);
        assert_eq!(of_bytes([0xC0, 0, 0, 0, 0, 0, 0, 0]), None);
        assert_eq!(of_bytes([0xFF; 8]), Some((1 << 62) - 1));
        assert_eq!(of_bytes([0x80, 0, 0, 0, 0, 0, 0, 5]), Some(5));
    }
}
