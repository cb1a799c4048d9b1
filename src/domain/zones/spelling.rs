//! Compares names as people spell them: without case, accents and punctuation, and with slips.

/// Letters with a sign on them, and what is typed without it.
const PLAIN: [(&str, &str); 24] = [
    ("àáâãäåāăąạảấầẩẫậắằẳẵặǎ", "a"),
    ("çćčĉċ", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ğĝġģ", "g"),
    ("ħĥ", "h"),
    ("ìíîïĩīĭįıịỉ", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("łĺļľ", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơọỏốồổỗộớờởỡợǒ", "o"),
    ("ŕřŗ", "r"),
    ("śşšșŝ", "s"),
    ("ţťțŧ", "t"),
    ("ùúûüũūŭůűųưụủứừửữựǔ", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
    // Apostrophes and dots within a word: Xi'an, D.C.
    ("'’ʻʼ`´.", ""),
];

/// In small letters without accents, words parted by single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter);
        } else if let Some((_, plain)) = PLAIN.iter().find(|(letters, _)| letters.contains(letter))
        {
            folded.push_str(plain);
        } else if ('\u{300}'..='\u{36f}').contains(&letter) {
            // An accent of its own, after its letter.
        } else if letter.is_alphanumeric() {
            folded.push(letter);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// How many slips lead from one word to the other (a letter left out, added, wrong, or two swapped), if
/// they aren't more than `most`.
pub fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    let typed: Vec<char> = one.chars().collect();
    let meant: Vec<char> = other.chars().collect();
    if typed.len().abs_diff(meant.len()) > most {
        return None;
    }
    // Rows of the usual table: the one two above, the one above, and the present one.
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=meant.len()).collect();
    for (i, letter) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, its) in meant.iter().enumerate() {
            let wrong = above[j] + usize::from(letter != its);
            let mut least = wrong.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == meant[j - 1] && typed[i - 1] == *its {
                least = least.min(two_above[j - 1] + 1);
            }
            row.push(least);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_people_leave_out() {
        for (typed, folded) in [
            ("  São   Paulo ", "sao paulo"),
            ("MÜNCHEN", "munchen"),
            ("Mu\u{308}nchen", "munchen"),
            ("İzmir", "izmir"),
            ("Łódź", "lodz"),
            ("Hồ Chí Minh", "ho chi minh"),
            ("Reykjavík", "reykjavik"),
            ("Xi’an", "xian"),
            ("Washington D.C.", "washington dc"),
            ("Port-au-Prince", "port au prince"),
            ("America/New_York", "america new york"),
            ("東京", "東京"),
            ("МОСКВА", "москва"),
            (" \u{202e}\u{200b}\n ", ""),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn counts_slips() {
        for (one, other, expected) in [
            ("lisbon", "lisbon", Some(0)),
            ("lisbno", "lisbon", Some(1)),
            ("lisbn", "lisbon", Some(1)),
            ("lissbon", "lisbon", Some(1)),
            ("lizbon", "lisbon", Some(1)),
            ("lizbonn", "lisbon", Some(2)),
            ("london", "lisbon", None),
            ("", "ab", Some(2)),
            ("", "abc", None),
        ] {
            assert_eq!(slips(one, other, 2), expected, "{one}, {other}");
            assert_eq!(slips(other, one, 2), expected, "{other}, {one}");
        }
    }
}
