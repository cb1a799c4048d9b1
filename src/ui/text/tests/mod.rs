//! What one reads, copied out of Discord, equals what the other typed.

mod discord;

use unicode_segmentation::UnicodeSegmentation;

use super::*;
use discord::{Seen, read};

/// Typed text as it arrives: what cannot be read is not in it.
fn as_typed(text: &str) -> String {
    plain(text).trim().to_owned()
}

/// Without the marks that keep words from reordering what stands around them.
fn copied(shown: &str) -> String {
    shown.replace([ISOLATE, ISOLATED], "")
}

/// What one sees of a quote, over as many messages as it needs.
fn seen(typed: &str) -> (Vec<String>, Seen) {
    let mut all = Seen::default();
    let mut parts = Vec::new();
    for page in pages(&[quote(typed)]) {
        assert!(length(&page) <= limits::TEXT, "{typed:?}");
        let one = read(&page);
        let part = copied(one.quoted.strip_suffix('\n').expect("a line"));
        parts.push(part);
        all.plain += &one.plain;
        all.links.extend(one.links);
        all.signs.extend(one.signs);
    }
    (parts, all)
}

/// What was typed is what is seen; it does nothing, and leads where it says.
fn check(typed: &str, links: &[&str]) {
    let (parts, all) = seen(typed);
    // Where a line ends with a message, its last blanks are not sent.
    let ends = |text: &str| {
        text.split('\n')
            .map(|line| line.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    let flat: Vec<String> = parts.iter().flat_map(|part| ends(part)).collect();
    assert_eq!(flat.concat(), ends(&as_typed(typed)).concat(), "{typed:?}");
    if let [whole] = &parts[..] {
        assert_eq!(*whole, as_typed(typed));
    }
    assert_eq!(all.links, links, "{typed:?}");
    assert_eq!(
        (all.signs, all.plain),
        (Vec::new(), String::new()),
        "{typed:?}"
    );
}

#[test]
fn every_address_arrives_as_it_was_typed() {
    for (typed, links) in [
        (
            "https://example.org/our_trip/~us/p_1*2",
            &["https://example.org/our_trip/~us/p_1*2"][..],
        ),
        ("Photos: https://example.org/a", &["https://example.org/a"]),
        (
            "https://maps.example.org/@38.71,-9.14,17z",
            &["https://maps.example.org/@38.71,-9.14,17z"],
        ),
        ("<https://example.org/x>", &["https://example.org/x"]),
        (
            "[our album](https://example.org/a_b)",
            &["https://example.org/a_b"],
        ),
        (
            "[our album](<https://example.org/a_b> \"yes\")",
            &["https://example.org/a_b"],
        ),
        (
            "(see https://example.org/a_(b)_c). Yes",
            &["https://example.org/a_(b)_c"],
        ),
        (
            "“https://example.org/a_b”, she said",
            &["https://example.org/a_b"],
        ),
        (
            "https://a.example/x_y,http://b.example/z_z",
            &["https://a.example/x_y,http://b.example/z_z"],
        ),
        (
            "xhttps://a.example/x_y. Https://b.example/X*Y",
            &["https://a.example/x_y", "Https://b.example/X*Y"],
        ),
        (
            "https://пример.example/страница_1",
            &["https://пример.example/страница_1"],
        ),
        (
            "https://a.example/`x`||y||**z**?a=<b>",
            &["https://a.example/`x`||y||**z**?a="],
        ),
        ("https://a.example/x\\_y", &["https://a.example/x\\_y"]),
        ("שלום https://a.example/x_y (3)", &["https://a.example/x_y"]),
        ("steam://run/4_4*2", &["steam://run/4_4*2"]),
        ("https:// and ://x and https://. and ftp://a_b_c", &[]),
        (
            "<ana@example.org> <+44 20 7946 0000> <tel:123> <t:0:R> </help:1> <#1> <:a:1> <id:guide>",
            &[],
        ),
    ] {
        check(typed, links);
    }
    // No message holds it: words like others, over two.
    check(&format!("https://a.example/{}", "x_y*".repeat(400)), &[]);
}

#[test]
fn markdown_and_mentions_have_no_force() {
    for typed in [
        "**loud** and @everyone",
        "<@123> [here](javascript:x) ![x](y)",
        "# big\n- one\n-# small\n  * two\n## \n#\n-\n1.",
        "1. first\n12. twelfth\n2026. It was",
        "> out\nof\n>>> all",
        "||spoiler|| `code` ```\nblock``` ~~struck~~ __under__ _em_ *em* ***both***",
        ":heart: :+1: a:b:c at 10:30:15 and 11:00 ::",
        "@here @silent",
        "half-hearted (almost) - or not. #1 of 3",
        "¯\\_(ツ)_/¯ \\\\ \\",
        "- \n\n\n  x",
    ] {
        check(typed, &[]);
    }
}

#[test]
fn what_joins_and_what_turns_stays_in_its_place() {
    for typed in [
        "👩‍👩‍👧‍👦 می‌خواهم क्‍ष", // joiners mean something
        "קנינו (3) לחם - 12 ב-4.50!",
        "\u{61C}1 (2)\u{200F} a\u{200E}",
        "ราตรีสวัสดิ์\u{200B}นะ \u{FEFF}x",
    ] {
        check(typed, &[]);
    }
    let turned = harmless("שלום (3)\nplain\nمرحبا [x]");
    assert_eq!(
        turned,
        "\u{2068}שלום (3)\u{2069}\nplain\n\u{2068}مرحبا \\[x\\]\u{2069}"
    );
    assert_eq!(harmless("\u{200F}!"), "\u{2068}\u{200F}!\u{2069}");
    assert_eq!(glimpse("שלום וברכה", 4), "\u{2068}שלום\u{2069}…");
    // What would turn the direction of all that follows is left out, and every line end is one.
    assert_eq!(
        quote("a\u{202e}b\u{2066}c\u{2028}d\u{0}e\r\nf\rg"),
        "> abc\n> de\n> f\n> g"
    );
}

#[test]
fn parts_hold_whole_characters_and_joined_they_are_the_input() {
    for typed in [
        format!("a{}", "🇵🇹".repeat(999)),
        ["👩‍👩‍👧‍👦"; 250].concat(),
        ["👩‍👩‍👧‍👦"; 250].join(" "),
        "สวัสดีครับ ราตรีสวัสดิ์".repeat(150),
        "e\u{301}\u{323}*\u{302}".repeat(600),
        "é\u{301}".repeat(2000),
        "क्षत्रिय".repeat(400),
        "word ".repeat(800),
        "\\".repeat(3999),
        "a".repeat(4000),
        "* _ ".repeat(1000),
        "https://a.example/x_y ".repeat(180),
        "x - y 1. z # ".repeat(300),
        format!("{}- x", "-".repeat(3900)),
        "שלום (3) ".repeat(400),
        "> x\n\n\n".repeat(600),
    ] {
        let (parts, all) = seen(&typed);
        assert!(parts.len() > 1, "{typed:?}");
        assert_eq!(
            (all.signs, all.plain),
            (Vec::new(), String::new()),
            "{typed:?}"
        );
        let joined = if typed.contains('\n') {
            parts.join("\n")
        } else {
            parts.concat()
        };
        assert_eq!(joined, as_typed(&typed));
        let ends: Vec<usize> = joined.grapheme_indices(true).map(|(at, _)| at).collect();
        let mut at = 0;
        for part in &parts {
            assert!(
                ends.contains(&at),
                "{:?} begins inside a character",
                &part[..part.len().min(20)]
            );
            at += part.len() + usize::from(typed.contains('\n'));
        }
    }
    // What is read as one character and fills more than a message is cut, and nothing is lost.
    for typed in [
        ["👩‍👩‍👧‍👦"; 250].join("\u{200D}"),
        format!("e{}", "\u{301}".repeat(3999)),
    ] {
        let (parts, _) = seen(&typed);
        assert_eq!(parts.concat(), typed);
    }
}

#[test]
fn a_glimpse_cuts_no_character_and_no_address() {
    for (typed, at_most, shown) in [
        ("one two\nthree", 90, "one two three"),
        ("one two three", 8, "one two…"),
        ("🇵🇹🇵🇹🇵🇹", 3, "🇵🇹…"),
        ("Photos: https://a.example/x_y", 12, "Photos:…"),
        ("https://a.example/x_y and more", 12, "https\\://a.ex…"),
        (
            "https://a.example/x_y and more",
            23,
            "<https://a.example/x_y> a…",
        ),
        ("*a* bc", 3, "\\*a\\*…"),
    ] {
        assert_eq!(glimpse(typed, at_most), shown, "{typed:?}");
    }
    assert_eq!(label("*a* 🇵🇹\n🇵🇹", 6), "*a* 🇵🇹…");
}

/// Numbers that look random and are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("small")
    }
}

#[test]
fn whatever_is_typed_is_what_is_read() {
    const PIECES: &[&str] = &[
        "a",
        "word",
        "7",
        " ",
        "  ",
        "\n",
        "\t",
        "-",
        "#",
        ".",
        "+",
        "1. ",
        "- ",
        "-# ",
        "> ",
        "*",
        "_",
        "**",
        "~~",
        "||",
        "`",
        "```",
        "\\",
        "[",
        "](",
        ")",
        "<",
        ">",
        "<@1",
        "@everyone",
        ":",
        ":x:",
        "://",
        "<t:0",
        "é\u{301}",
        "👩‍👧",
        "🇵🇹",
        "ש",
        "م",
        "\u{200F}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{202E}",
        "\u{2028}",
        "\r",
        "ก็",
        "”",
        "…",
    ];
    const LINKS: &[&str] = &[
        "https://a.example/x_y*z",
        "http://b.example/(a)_b",
        "https://c.example/~d@e:f",
    ];
    let mut numbers = Numbers(7);
    for round in 0..4000 {
        let many = 1 + numbers.below(if round % 50 == 0 { 900 } else { 12 });
        let mut typed = String::new();
        let mut links = Vec::new();
        for _ in 0..many {
            if numbers.below(9) == 0 {
                let link = LINKS[numbers.below(LINKS.len())];
                // A blank before and after, so that it is known where it ends.
                typed.extend([" ", link, " "]);
                links.push(link);
            } else {
                typed += PIECES[numbers.below(PIECES.len())];
            }
        }
        if !as_typed(&typed).is_empty() {
            check(&typed, &links);
        }
    }
}
