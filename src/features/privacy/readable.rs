//! The export as a text that reads well without Tend: Markdown.

use chrono::{DateTime, Utc};

use super::document::{Answer, Change, Document, Hour, HowItWas, Person, State, Text, Thing, Week};
use crate::app::{Here, Member};
use crate::domain::answer::{Part, Sharing};
use crate::domain::dates::Day;
use crate::domain::round::{Choice, Stance};
use crate::features::common::{answers::part_name, dates, sharing};
use crate::words::Tongue;

/// The whole document, with instants on its person's own clock.
pub fn markdown(here: &Here<'_>, me: &Member, document: &Document) -> String {
    let zone = me.me().zone.clone();
    text(here.t, document, &|instant| {
        let local = here.local(&zone, instant);
        let (date, time) = (
            here.t.date_with_year(local.date()),
            here.t.time(local.time()),
        );
        here.t.say(
            "export-when",
            &[("date", date.into()), ("time", time.into())],
        )
    })
}

/// An instant in words.
type When<'a> = dyn Fn(DateTime<Utc>) -> String + 'a;

fn text(t: &Tongue, document: &Document, when: &When<'_>) -> String {
    let mut blocks = vec![
        format!("# {}", t.say("export-heading", &[])),
        about_the_file(t, document, when),
    ];
    blocks.push(format!("## {}", t.say("export-stored-heading", &[])));
    blocks.push(stored(t, document, when));
    for week in &document.weeks {
        blocks.extend(one_week(t, week, when));
    }
    if document.weeks.is_empty() {
        blocks.push(t.say("export-no-weeks", &[]));
    }
    if !document.texts.is_empty() {
        blocks.push(format!("## {}", t.say("export-texts-heading", &[])));
        blocks.extend(
            document
                .texts
                .iter()
                .map(|text| beside_the_weeks(t, text, when)),
        );
    }
    format!("{}\n", blocks.join("\n\n"))
}

fn about_the_file(t: &Tongue, document: &Document, when: &When<'_>) -> String {
    let zone = crate::domain::zones::shown(&document.person.zone);
    let mut lines = vec![t.say(
        "export-about",
        &[
            ("when", when(document.made_at).into()),
            ("zone", zone.into()),
        ],
    )];
    if document.part.of > 1 {
        let values = [
            ("number", document.part.number.into()),
            ("of", document.part.of.into()),
        ];
        lines.push(t.say("export-part", &values));
    }
    lines.join("\n\n")
}

/// What is stored besides words, a line each.
fn stored(t: &Tongue, document: &Document, when: &When<'_>) -> String {
    let (person, couple) = (&document.person, &document.couple);
    let mut lines = vec![
        t.say(
            "export-person",
            &[("user", person.discord_user.clone().into())],
        ),
        t.say(
            "export-couple",
            &[
                ("when", when(couple.since).into()),
                ("channel", couple.discord_channel.clone().into()),
                ("server", couple.discord_server.clone().into()),
            ],
        ),
        t.say(
            "export-consent",
            &[
                ("when", when(person.consented_at).into()),
                ("version", person.consent_version.clone().into()),
            ],
        ),
        t.say("export-hour", &[("hour", hour(t, &couple.hour).into())]),
        opens(
            t,
            "export-opens-both",
            "export-opens-days",
            couple.answers_open_after_days,
        ),
        t.say(
            "export-every",
            &[("weeks", i64::from(couple.every_weeks).into())],
        ),
        t.say(
            "export-zone",
            &[("zone", crate::domain::zones::shown(&person.zone).into())],
        ),
        t.say(
            if person.rows_hidden {
                "export-rows-hidden"
            } else {
                "export-rows-shown"
            },
            &[],
        ),
    ];
    if let Some(why) = &person.why {
        lines.push(format!("{}\n{}", t.say("export-why", &[]), quote(why)));
    }
    for first in &person.first_sharings {
        let values = [
            ("name", part_name(t, first.part).into()),
            ("sharing", sharing::name(t, first.sharing).into()),
        ];
        lines.push(t.say("export-first-sharing", &values));
    }
    lines.extend(resting_or_gone(t, person, when));
    for reminder in &document.reminders {
        lines.push(t.say("export-reminder", &[("when", when(*reminder).into())]));
    }
    for date in &document.dates {
        let day = Day {
            month: date.month,
            day: date.day,
            year: date.year,
        };
        let said = t.say(
            "export-date",
            &[
                ("date", dates::when(t, day).into()),
                ("when", when(date.made_at).into()),
            ],
        );
        lines.push(format!("{said}\n{}", quote(&date.text)));
    }
    lines.extend(document.things.iter().map(|made| thing(t, made, when)));
    for suggestion in &document.suggestions {
        let change = suggested(t, &suggestion.change);
        lines.push(t.say(
            "export-suggestion",
            &[
                ("when", when(suggestion.made_at).into()),
                ("change", change.into()),
            ],
        ));
    }
    lines
        .iter()
        .map(|line| format!("- {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A promise, a repair or the like: its facts in one line.
fn thing(t: &Tongue, thing: &Thing, when: &When<'_>) -> String {
    let facts: Vec<String> = thing
        .facts
        .iter()
        .map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or(&value.to_string())))
        .collect();
    t.say(
        "export-thing",
        &[
            ("kind", thing.kind.into()),
            ("id", thing.id.clone().into()),
            ("when", when(thing.made_at).into()),
            ("facts", facts.join(", ").into()),
        ],
    )
}

/// One text: what it is, when it was written, its words.
fn beside_the_weeks(t: &Tongue, text: &Text, when: &When<'_>) -> String {
    let mut about = vec![t.say(
        "export-text-written",
        &[
            ("id", text.about.clone().into()),
            ("when", when(text.written_at).into()),
        ],
    )];
    let dated = [
        ("export-text-edited", text.edited_at),
        ("export-text-released", text.released_at),
    ];
    about.extend(
        dated
            .into_iter()
            .filter_map(|(message, at)| Some(t.say(message, &[("when", when(at?).into())]))),
    );
    let kind = t.say("export-text-kind", &[("kind", text.kind.into())]);
    format!(
        "### {kind}\n\n{}\n\n{}",
        about.join(" "),
        quote(&text.words)
    )
}

/// The person's own rest, and their leaving.
fn resting_or_gone(t: &Tongue, person: &Person, when: &When<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(rest) = &person.resting {
        let id = if rest.told {
            "export-resting-told"
        } else {
            "export-resting"
        };
        let until = rest
            .until
            .map_or_else(|| t.say("export-open-end", &[]), when);
        lines.push(t.say(
            id,
            &[("since", when(rest.since).into()), ("until", until.into())],
        ));
    }
    if let Some(left) = &person.left {
        let id = if left.told {
            "export-left-told"
        } else {
            "export-left"
        };
        lines.push(t.say(id, &[("when", when(left.at).into())]));
    }
    lines
}

/// A joint setting that was suggested.
fn suggested(t: &Tongue, change: &Change) -> String {
    match change {
        Change::Hour(to) => hour(t, to),
        Change::AnswersOpen { after_days } => opens(
            t,
            "export-suggested-both",
            "export-suggested-days",
            *after_days,
        ),
        Change::Every { weeks } => t.say(
            "export-suggested-every",
            &[("weeks", i64::from(*weeks).into())],
        ),
        Change::Move {
            discord_channel, ..
        } => t.say(
            "export-suggested-move",
            &[("channel", discord_channel.clone().into())],
        ),
    }
}

fn opens(t: &Tongue, both: &str, later: &str, days: u8) -> String {
    match days {
        0 => t.say(both, &[]),
        days => t.say(later, &[("days", i64::from(days).into())]),
    }
}

fn hour(t: &Tongue, hour: &Hour) -> String {
    let values = [
        ("weekday", t.weekday(hour.weekday).into()),
        ("time", hour.time.clone().into()),
        ("zone", crate::domain::zones::shown(&hour.zone).into()),
    ];
    t.say("export-weekly", &values)
}

fn one_week(t: &Tongue, week: &Week, when: &When<'_>) -> Vec<String> {
    let date = t.date_with_year(week.monday);
    let mut blocks = vec![format!(
        "## {}",
        t.say("export-week-heading", &[("date", date.into())])
    )];
    let settled = week.settled_at.map(when).unwrap_or_default();
    blocks.push(match week.state {
        State::Open => t.say("export-state-open", &[]),
        State::Revealed => t.say("export-state-revealed", &[("when", settled.into())]),
        State::Closed => t.say("export-state-closed", &[("when", settled.into())]),
    });
    if let Some(answer) = &week.answer {
        blocks.extend(mine(t, answer, when));
    }
    if let Some(line) = &week.line {
        blocks.push(format!("### {}", t.say("export-line-heading", &[])));
        blocks.push(t.say(
            "export-written-at",
            &[("when", when(line.written_at).into())],
        ));
        blocks.push(quote(&line.text));
    }
    if let Some(correction) = &week.correction {
        blocks.push(format!("### {}", t.say("export-correction-heading", &[])));
        blocks.push(quote(correction));
    }
    blocks
}

fn mine(t: &Tongue, answer: &Answer, when: &When<'_>) -> Vec<String> {
    let stance = match answer.stance {
        Stance::Draft => "export-stance-draft",
        Stance::HandedIn => "export-stance-handed-in",
        Stance::HardWeek => "export-stance-hard-week",
        Stance::NotThisWeek => "export-stance-not-this-week",
    };
    let mut facts = vec![
        t.say(stance, &[]),
        t.say(
            "export-changed-at",
            &[("when", when(answer.changed_at).into())],
        ),
    ];
    if answer.edited {
        facts.push(t.say("export-edited", &[]));
    }
    if answer.on_own_side {
        facts.push(t.say("export-on-own-side", &[]));
    }
    match answer.asked_to_open {
        Choice::Unsaid => {}
        Choice::Open => facts.push(t.say("export-opened", &[])),
        Choice::Keep => facts.push(t.say("export-kept", &[])),
    }
    let mut blocks = vec![facts.join(" ")];
    if let Some(how) = &answer.how_it_was {
        blocks.push(heading(t, Part::Week, how.sharing));
        blocks.push(how_it_was(t, how));
    }
    if let Some(guess) = &answer.guess {
        blocks.push(t.say("export-guess", &[("word", guess.word.clone().into())]));
    }
    for written in &answer.written {
        blocks.push(heading(t, written.part, written.sharing));
        blocks.push(format!("*{}*", written.question));
        blocks.push(quote(&written.text));
    }
    blocks
}

fn heading(t: &Tongue, part: Part, who: Sharing) -> String {
    let values = [
        ("name", part_name(t, part).into()),
        ("sharing", sharing::name(t, who).into()),
    ];
    format!("### {}", t.say("export-part-heading", &values))
}

fn how_it_was(t: &Tongue, how: &HowItWas) -> String {
    let mut lines = Vec::new();
    if let Some(week) = &how.week {
        lines.push(t.say("how-week-line", &[("word", week.word.clone().into())]));
    }
    let feelings: Vec<String> = how
        .feelings
        .iter()
        .map(|feeling| feeling.word.clone())
        .collect();
    if !feelings.is_empty() {
        lines.push(t.say("how-feelings-line", &[("words", t.join(&feelings).into())]));
    }
    if let Some(closeness) = &how.closeness {
        lines.push(t.say("how-close-line", &[("word", closeness.word.clone().into())]));
    }
    lines.join("\n")
}

/// As it was written, every line in the frame.
fn quote(text: &str) -> String {
    text.split('\n')
        .map(|line| format!("> {}", line.trim_end_matches('\r')))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::document::tests::sample;
    use super::*;
    use crate::words::Words;

    #[test]
    fn an_export_reads_well_without_tend() {
        let words = Words::load(None).unwrap();
        let text = text(words.tongue("en"), &sample(), &|instant| {
            instant.format("%-d %B %Y").to_string()
        });
        expect_test::expect![[r#"
            # Your side of Tend

            Made on 10 March 2026. Everything in this file is your own side: what you wrote and chose. All times are on your own clock (Europe/Lisbon).

            ## What is kept besides your words

            - Your Discord account: 1
            - You began on 1 March 2026, in channel 3 of server 2
            - You agreed on 1 March 2026, to version 2026-11-2 of the text you were shown
            - Your weekly hour together: Sunday at 19:00 (Europe/Lisbon)
            - Answers open as soon as both have answered
            - The check-in comes every week
            - Your own time zone: Europe/Lisbon
            - Rows of weeks are shown to you
            - Why you are here, in your words:
            > Because of the walks.
            - At the start of a week, “How it was” is private
            - You asked for a rest on 10 March 2026, until you come back
            - You left on 10 March 2026, and the other was told one line
            - You asked to be reminded on 11 March 2026
            - A date that matters to you: 14 May, every year (kept since 4 March 2026)
            > Our first walk.
            - A date that matters to you: Friday, 14 May 2027 (kept since 4 March 2026)
            > The long journey.
            - A promise (id 7) of 4 March 2026: state kept
            - On 3 March 2026 you suggested: Sunday at 19:00 (Europe/Lisbon)
            - On 3 March 2026 you suggested: answers open 2 days after the prompt
            - On 3 March 2026 you suggested: the check-in every 2 weeks
            - On 3 March 2026 you suggested: move to channel 4

            ## Week of Monday, 2 March 2026

            Opened to both on 8 March 2026.

            Handed in. Last changed on 8 March 2026. Changed after it was first handed in.

            ### How it was (private)

            - The week felt: steady
            - Feelings: calm

            Your guess at how the other’s week felt: heavy

            ### Thanks (shared)

            *What was good?*

            > Soup.
            > # and a walk

            ### Your line of what you understood

            Written on 8 March 2026.

            > You were tired.

            ### Your words to put the other’s line right

            > More sad than tired.

            ## Week of Monday, 9 March 2026

            This week is still open.

            ## What you wrote beside the weeks

            ### A promise: what you will do

            Id 7, written on 4 March 2026. For the other to read since 5 March 2026.

            > I call when I leave.
        "#]].assert_eq(&text);
    }
}
