//! A text as it is meant, whatever letters it is typed in: wide or bold ones, look-alikes of other
//! alphabets, digits of any script, with nothing invisible between them.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that look like a Latin one and stay themselves under Unicode's compatibility forms.
/// Capitals and small letters apart: a Cyrillic Н looks like H, its small letter like none of ours.
const LOOK_ALIKES: &[(&str, &str)] = &[
    ("a", "аαɑᴀ"),
    ("b", "Ььʙƅ"),
    ("c", "сςᴄ¢"),
    ("d", "ԁᴅɗđð"),
    ("e", "еєҽᴇɛ℮ə"),
    ("f", "ƒꜰ"),
    ("g", "ɡɢց"),
    ("h", "һհʜħ"),
    ("i", "іιıɪɩӏ"),
    ("j", "јϳᴊ"),
    ("k", "κкᴋƙ"),
    ("l", "ʟłɭƚ"),
    ("m", "мᴍ"),
    ("n", "пոɴηŋ"),
    ("o", "оοօᴏøөσ"),
    ("p", "рρᴘþ"),
    ("q", "ԛգ"),
    ("r", "гʀɾ"),
    ("s", "ѕꜱʂ"),
    ("t", "тτᴛŧ"),
    ("u", "υսᴜʋ"),
    ("v", "ѵνᴠ"),
    ("w", "ԝωաᴡш"),
    ("x", "хχ"),
    ("y", "уγʏү"),
    ("z", "ᴢʐƶ"),
    ("A", "АΑᎪ"),
    ("B", "ВΒᏴ"),
    ("C", "СᏟ"),
    ("D", "ᎠĐ"),
    ("E", "ЕΕᎬ"),
    ("G", "Ԍ"),
    ("H", "НΗᎻ"),
    ("I", "ІΙӀ"),
    ("J", "ЈᎫ"),
    ("K", "КΚᏦ"),
    ("L", "ᏞŁ"),
    ("M", "МΜᎷ"),
    ("N", "Ν"),
    ("O", "ОΟՕØ"),
    ("P", "РΡᏢ"),
    ("R", "Ꭱ"),
    ("S", "ЅՏᏚ"),
    ("T", "ТΤᎢ"),
    ("V", "ѴᏙ"),
    ("W", "ԜᎳ"),
    ("X", "ХΧ"),
    ("Y", "УΥҮ"),
    ("Z", "ΖᏃ"),
    (":", "꞉∶ː։׃→⇒➜➔"),
    ("-", "‐‒–—―−➖"),
    ("\"", "“”„‟«»「」『』"),
    ("'", "‘’‚‛ʼʹ′"),
    ("/", "⁄∕"),
    (".", "。"),
    (",", "、،"),
    (";", "؛"),
    ("?", "؟"),
];

/// Where the digits of other scripts begin.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810,
];

/// Where other alphabets of A to Z begin: flags' letters, and white letters on squares and circles.
const ALPHABETS: &[u32] = &[0x1F1E6, 0x1F130, 0x1F150, 0x1F170];

/// In compatibility forms, without accents and without what nobody sees; digits are ASCII, lines stay.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len() + 8);
    let mut wide = None;
    // One letter that is a whole sentence would make a long text of a short one.
    let letters = text.chars().map(|c| {
        if matches!(c, '\u{FDFA}' | '\u{FDFB}') {
            ' '
        } else {
            c
        }
    });
    for c in letters
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !invisible(*c))
    {
        let c = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
            c if c.is_whitespace() || c.is_control() => ' ',
            c => ascii_digit(c),
        };
        // Scripts without spaces end where Latin letters and digits begin.
        if c.is_alphanumeric() {
            let is_wide = without_spaces(c);
            if wide.replace(is_wide).is_some_and(|was| was != is_wide) {
                clean.push(' ');
            }
        } else {
            wide = None;
        }
        clean.push(c);
    }
    clean
}

/// A cleaned text with each look-alike as the Latin letter or mark it looks like.
pub fn latin(clean: &str) -> String {
    clean.chars().map(look_alike).collect()
}

/// The two ways to know a word by: as it is spelled in its own script, and as it looks.
pub fn keys(word: &str) -> [String; 2] {
    [latin(&word.to_lowercase()), latin(word).to_lowercase()]
}

/// A word written with digits and signs for letters, read as letters: `p4ssw0rd`.
pub fn without_leet(word: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    };
    word.chars().map(letter).collect()
}

/// Whether a word of this script may touch the next one.
pub fn without_spaces(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

fn look_alike(c: char) -> char {
    static KNOWN: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let each = |(as_latin, alikes): &(&str, &'static str)| {
            let as_latin = as_latin.chars().next().unwrap_or_default();
            alikes
                .chars()
                .map(move |alike| (alike, as_latin))
                .collect::<Vec<_>>()
        };
        LOOK_ALIKES.iter().flat_map(each).collect()
    });
    if c.is_ascii() {
        return c;
    }
    KNOWN.get(&c).copied().unwrap_or(c)
}

fn ascii_digit(c: char) -> char {
    let from = |start: u32, first: char, many: u32| {
        let place = u32::from(c)
            .checked_sub(start)
            .filter(|place| *place < many)?;
        char::from_u32(u32::from(first) + place)
    };
    let digit = ZEROS.iter().find_map(|zero| from(*zero, '0', 10));
    let letter = || ALPHABETS.iter().find_map(|a| from(*a, 'A', 26));
    if c.is_ascii() {
        c
    } else {
        digit.or_else(letter).unwrap_or(c)
    }
}

/// What joins, hides or turns letters and is not seen itself.
fn invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x061C | 0x115F | 0x1160 | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}
