//! Zones told by how far their clocks are from UTC: `UTC+2`, `GMT+0530`, `+5.5`.

use super::find::Suggestion;

/// Where clocks differ from UTC by these minutes all year, or do in winter, and by no whole hour.
const UNEVEN: [(i32, &str); 12] = [
    (-570, "Pacific/Marquesas"),
    (-210, "America/St_Johns"),
    (210, "Asia/Tehran"),
    (270, "Asia/Kabul"),
    (330, "Asia/Kolkata"),
    (345, "Asia/Kathmandu"),
    (390, "Asia/Yangon"),
    (525, "Australia/Eucla"),
    (570, "Australia/Darwin"),
    (630, "Australia/Lord_Howe"),
    (765, "Pacific/Chatham"),
    (0, "UTC"),
];

/// What people read for a zone: the zones of whole hours from UTC have names that count the other way round.
pub fn shown(zone: &str) -> String {
    match zone.strip_prefix("Etc/GMT") {
        Some("" | "0" | "+0" | "-0") => "UTC".to_owned(),
        Some(hours) if hours.starts_with('+') => format!("UTC-{}", &hours[1..]),
        Some(hours) if hours.starts_with('-') => format!("UTC+{}", &hours[1..]),
        _ => zone.to_owned(),
    }
}

/// "UTC+2", "gmt -03:30", "+10:00", "+5.5", "Z": so many minutes from UTC.
pub(super) fn minutes_from_utc(typed: &str) -> Option<i32> {
    let lower = typed.trim().to_ascii_lowercase();
    let lower = lower
        .replace(['\u{2212}', '\u{2013}'], "-")
        .replace('±', "+");
    let named = lower
        .strip_prefix("utc")
        .or_else(|| lower.strip_prefix("gmt"));
    if lower == "z" || lower == "utc" {
        return Some(0);
    }
    let rest = named.unwrap_or(&lower).trim();
    let (sign, number) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        _ => return None,
    };
    let number = number.trim();
    let digits = |text: &str, most: usize| {
        let fits =
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = if let Some((hours, part)) = number.split_once(['.', ',']) {
        let minutes = match part {
            "5" | "50" => 30,
            "75" => 45,
            "25" => 15,
            "0" => 0,
            _ => return None,
        };
        (digits(hours, 2)?, minutes)
    } else if let Some((hours, minutes)) = number.split_once(':') {
        (
            digits(hours, 2)?,
            digits(minutes, 2).filter(|_| minutes.len() == 2)?,
        )
    } else if number.len() == 4 {
        (digits(&number[..2], 2)?, digits(&number[2..], 2)?)
    } else {
        (digits(number, 2)?, 0)
    };
    (minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The zone of whole hours from UTC, or one whose clocks differ from it by these hours and minutes.
pub(super) fn offset(typed: &str) -> Option<Suggestion> {
    let minutes = minutes_from_utc(typed)?;
    if let Some((_, zone)) = UNEVEN.iter().find(|(uneven, _)| *uneven == minutes) {
        let zone = (*zone).to_owned();
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, past) = (minutes.abs() / 60, minutes.abs() % 60);
        let label = match minutes {
            0 => zone.clone(),
            _ => format!("UTC{sign}{hours}:{past:02}, {zone}"),
        };
        return Some(Suggestion { zone, label });
    }
    let hours = minutes / 60;
    if minutes % 60 != 0 || !(-12..=14).contains(&hours) {
        return None;
    }
    let zone = format!("Etc/GMT{:+}", -hours);
    Some(Suggestion {
        label: shown(&zone),
        zone,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Zones, exact, suggest};
    use super::*;

    #[test]
    fn knows_hours_and_minutes_from_utc() {
        for (typed, label, zone) in [
            ("UTC+2", "UTC+2", "Etc/GMT-2"),
            ("gmt -03:00", "UTC-3", "Etc/GMT+3"),
            ("+14", "UTC+14", "Etc/GMT-14"),
            ("UTC\u{2212}12", "UTC-12", "Etc/GMT+12"),
            ("UTC+5:30", "UTC+5:30, Asia/Kolkata", "Asia/Kolkata"),
            ("GMT+0530", "UTC+5:30, Asia/Kolkata", "Asia/Kolkata"),
            ("+5.5", "UTC+5:30, Asia/Kolkata", "Asia/Kolkata"),
            ("+5,5", "UTC+5:30, Asia/Kolkata", "Asia/Kolkata"),
            ("UTC+5:45", "UTC+5:45, Asia/Kathmandu", "Asia/Kathmandu"),
            ("UTC-3:30", "UTC-3:30, America/St_Johns", "America/St_Johns"),
            ("UTC+9:30", "UTC+9:30, Australia/Darwin", "Australia/Darwin"),
        ] {
            let found = suggest(&Zones::bundled(), typed);
            let first = found
                .first()
                .map(|it| (it.label.as_str(), it.zone.as_str()));
            assert_eq!(first, Some((label, zone)), "{typed}");
            assert_eq!(
                exact(&Zones::bundled(), typed),
                None,
                "{typed}: it is asked"
            );
        }
        for typed in [
            "UTC+0",
            "GMT+0",
            "UTC±0",
            "Z",
            "utc",
            "UTC-00:00",
            "gmt +0000",
        ] {
            assert_eq!(
                exact(&Zones::bundled(), typed).as_deref(),
                Some("UTC"),
                "{typed}"
            );
        }
        for typed in [
            "UTC+100", "+15", "-13", "UTC+5:3", "UTC+5:70", "UTC+x", "+5.3", "+1:20",
        ] {
            assert_eq!(offset(typed), None, "{typed}");
        }
        for (zone, expected) in [
            ("Etc/GMT-2", "UTC+2"),
            ("Etc/GMT+11", "UTC-11"),
            ("Etc/GMT", "UTC"),
            ("Europe/Lisbon", "Europe/Lisbon"),
        ] {
            assert_eq!(shown(zone), expected);
        }
        for (minutes, zone) in UNEVEN {
            let zone = Zones::bundled().get(zone).expect("a zone");
            let winter = [1_767_225_600, 1_782_864_000].map(|at| {
                let instant = jiff::Timestamp::from_second(at).expect("an instant");
                zone.to_offset(instant).seconds() / 60
            });
            assert!(winter.contains(&minutes), "{zone:?}: {winter:?}");
        }
    }
}
