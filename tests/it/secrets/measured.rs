//! How well the secrets door tells a secret from talk about one, measured over sentences and secrets: those
//! it was made with, and those that were written down before and never looked at while it was made.

use std::time::{Duration, Instant};

use tend::words::Words;

use crate::harness::dice::Dice;

const ORDINARY: &str = include_str!("ordinary.txt");
const SECRET: &str = include_str!("secret.txt");
const ORDINARY_UNSEEN: &str = include_str!("ordinary_unseen.txt");
const SECRET_UNSEEN: &str = include_str!("secret_unseen.txt");

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.starts_with("# "));
    lines.map(|line| line.replace("\\n", "\n")).collect()
}

/// Those that the door judges otherwise than it is expected to.
fn misjudged(text: &str, secret: bool) -> Vec<String> {
    let words = Words::load(None).unwrap();
    let t = words.tongue("en");
    let mut wrong = lines(text);
    wrong.retain(|line| t.tells_a_secret(line) != secret);
    wrong
}

// harms: Sharing passwords
#[test]
fn every_kind_of_secret_is_seen_and_talk_about_one_is_not() {
    assert!(lines(ORDINARY).len() >= 200 && lines(SECRET).len() >= 60);
    assert_eq!(misjudged(ORDINARY, false), Vec::<String>::new());
    assert_eq!(misjudged(SECRET, true), Vec::<String>::new());
}

#[test]
fn what_it_was_not_made_with_is_judged_nearly_as_well() {
    assert!(lines(ORDINARY_UNSEEN).len() >= 200 && lines(SECRET_UNSEEN).len() >= 60);
    let (refused, let_in) = (
        misjudged(ORDINARY_UNSEEN, false),
        misjudged(SECRET_UNSEEN, true),
    );
    assert!(refused.len() <= 1, "{refused:#?}");
    assert!(let_in.len() <= 10, "{let_in:#?}");
}

#[test]
fn an_ordinary_sentence_stays_one_among_others_and_a_secret_too() {
    let words = Words::load(None).unwrap();
    let t = words.tongue("en");
    let around = "We walked by the river today.\nIt rained.";
    for line in lines(SECRET) {
        let text = format!("{around}\n{line}\n{around}");
        assert!(t.tells_a_secret(&text), "{line}");
    }
    for line in lines(ORDINARY) {
        let text = format!("{around}\n{line}\n{around}");
        assert!(!t.tells_a_secret(&text), "{line}");
    }
}

#[test]
fn any_text_is_judged_and_in_time() {
    let words = Words::load(None).unwrap();
    let t = words.tongue("en");
    let pieces: Vec<&str> = "my password is |PIN: |p a s s |4 8 2 9 |-|: |=|ana@example.com |DE89 |密码|비밀번호|ﷺ|é̂|\u{202e}|\u{0}|\n|(|\"|'|the code of |use |unlock |with |legal winner |A1b2|9999999999|https://a:b@c |#|.|,|/|:|a@b.cd:|1-|xoxb-|-----BEGIN |🅿🇵|\u{10ffff}|İ|ß|ſ|K"
        .split('|')
        .collect();
    // Eight times the text takes some eight times as long, not sixty-four.
    let takes = |piece: &str, many: usize| {
        let text: String = piece.chars().cycle().take(many).collect();
        let run = |_| {
            let begun = Instant::now();
            t.tells_a_secret(&text);
            begun.elapsed()
        };
        (0..3).map(run).min().unwrap()
    };
    for piece in &pieces {
        let (short, long) = (takes(piece, 2_000), takes(piece, 16_000));
        assert!(
            long < short.max(Duration::from_millis(2)) * 30,
            "{piece}: {short:?}, {long:?}"
        );
    }
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut text = String::new();
        while text.chars().count() < 4000 {
            if dice.below(4) == 0 {
                let c = u32::try_from(dice.below(0x0011_0000)).unwrap();
                text.extend(char::from_u32(c));
            } else {
                text.push_str(pieces[dice.below(pieces.len())]);
            }
        }
        t.tells_a_secret(&text);
    }
}
