//! A promise as one of the two sees it, and what can be done with it.

use chrono::{Datelike, Days, NaiveDate};
use sqlx::PgConnection;

use super::forms::WEEKDAYS;
use super::{Verb, id, id_with};
use crate::app::{Here, Member, mention};
use crate::domain::promise::{self, Hint, OFFERS, Outcome, Promise, State, When};
use crate::domain::text::{Kind, Which};
use crate::features::common::promises::{self, Said};
use crate::features::common::{self, buttons, texts};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Choice, Look, Select};

/// So many days ahead can be chosen for a draft; others can be typed.
const DAYS: u64 = 14;
/// So many of the newest thanks stand under a promise, and of the weeks about which its maker wrote a line.
const THANKS_SHOWN: usize = 10;
const WEEKS_SHOWN: usize = 4;

pub fn to_the_list(here: &Here<'_>, me: &Member) -> Button {
    Button::new(here.t.say("promises-button", &[]), id(Verb::List, me, 0))
}

/// The day on which it was given, on its maker's clock.
pub fn given_on(here: &Here<'_>, me: &Member, promise: &Promise) -> NaiveDate {
    let given = promise.given_at.unwrap_or(promise.made_at);
    here.local(&me.couple.person(promise.by).zone, given).date()
}

/// A promise as this person may see it now, with what can be done with it. They may read it.
pub async fn shown(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    promise: &Promise,
    note: Option<String>,
) -> anyhow::Result<Vec<Card>> {
    let said = promises::said(here.app, &mut *db, me, promise).await?;
    if promise.state == State::Draft {
        return Ok(draft(here, me, promise, &said, note));
    }
    let t = here.t;
    let mine = promise.by == me.who;
    let maker = me.couple.person(promise.by);
    let other = mention(me.couple.person(promise.by.other()).user);
    let mut blocks: Vec<String> = note.into_iter().collect();
    blocks.push(match (mine, promise.shared) {
        (true, true) => t.say("promise-of-mine-shared", &[("other", (&other).into())]),
        (true, false) => t.say("promise-of-mine", &[]),
        (false, _) => t.say(
            "promise-of-theirs",
            &[("maker", mention(maker.user).into())],
        ),
    });
    blocks.extend(words(here, me, promise, &said));
    match promise.state {
        State::Closed(outcome) => blocks.push(done(here, me, promise, outcome)),
        State::Ended => blocks.push(t.say("promise-ended", &[])),
        State::Draft | State::Open => {}
    }
    blocks.extend(said.line.as_deref().map(quote));
    let lines = promises::week_lines(here.app, &mut *db, me, promise).await?;
    for (monday, line) in &lines[lines.len().saturating_sub(WEEKS_SHOWN)..] {
        let week = in_short(here, *monday);
        let heading = t.say("promise-week-line", &[("week", week.into())]);
        blocks.push(format!("{heading}\n{}", quote(line)));
    }
    let week = if mine {
        this_week(here, me, &mut *db, promise, &mut blocks).await?
    } else {
        None
    };
    blocks.extend(answers(here, me, &mut *db, promise, &other).await?);
    let rows = rows(here, me, promise, week);
    Ok(common::spread(&blocks, |card| {
        rows.into_iter().fold(card, Card::buttons)
    }))
}

/// Just given as part of a repair: what was said, and the way back to where that goes on.
pub async fn given_in(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    promise: &Promise,
    repair: i64,
    note: String,
) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    let said = promises::said(here.app, db, me, promise).await?;
    let mut blocks = vec![note];
    blocks.extend(words(here, me, promise, &said));
    blocks.push(t.say("promise-go-back", &[]));
    let back = Button {
        look: Look::Main,
        ..buttons::its_repair(t, me.couple.id, repair)
    };
    Ok(common::spread(&blocks, |card| {
        card.buttons([back, buttons::help(t)])
    }))
}

/// What was said: the promise, by when, how both will know; and what was offered instead.
fn words(here: &Here<'_>, me: &Member, promise: &Promise, said: &Said) -> Vec<String> {
    let t = here.t;
    let maker = me.couple.person(promise.by);
    let when = promises::when(here, maker, me.me(), promise.when);
    let mut blocks = vec![quote(&said.what)];
    for (offer, at) in &said.offers {
        let when = t.date(here.local(&me.me().zone, *at).date());
        blocks.push(t.say("promise-instead", &[("when", when.into())]));
        blocks.push(quote(offer));
    }
    blocks.push(t.say("promise-by-when", &[("when", when.into())]));
    if let Some(known) = &said.known {
        let heading = t.say("promise-known", &[]);
        blocks.push(format!("{heading}\n{}", quote(known)));
    }
    blocks
}

fn done(here: &Here<'_>, me: &Member, promise: &Promise, outcome: Outcome) -> String {
    let t = here.t;
    let maker = mention(me.couple.person(promise.by).user);
    match (promise.by == me.who, outcome) {
        (true, Outcome::Kept) => t.say("promise-i-kept", &[]),
        (true, Outcome::Partly) => t.say("promise-i-partly", &[]),
        (true, Outcome::CouldNot) => t.say("promise-i-could-not", &[]),
        (false, Outcome::Kept) => t.say("promise-they-kept", &[("maker", maker.into())]),
        (false, Outcome::Partly) => t.say("promise-they-partly", &[("maker", maker.into())]),
        (false, Outcome::CouldNot) => t.say("promise-they-could-not", &[("maker", maker.into())]),
    }
}

/// Of a weekly one of mine: the weeks I kept, and the week that I can tell of now.
async fn this_week(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    promise: &Promise,
    blocks: &mut Vec<String>,
) -> anyhow::Result<Option<NaiveDate>> {
    if !promise.is_weekly() {
        return Ok(None);
    }
    let t = here.t;
    let mut told = store::promises::weeks_of_person(db, me.couple.id, me.who).await?;
    told.retain(|week| week.promise == promise.id);
    let kept = told
        .iter()
        .rev()
        .filter(|week| week.outcome == Outcome::Kept);
    let mut kept: Vec<String> = kept.take(8).map(|week| in_short(here, week.day)).collect();
    if !kept.is_empty() {
        kept.reverse();
        let days = t.join(&kept);
        blocks.push(t.say("promise-weeks-kept", &[("days", days.into())]));
    }
    if !promise.is_open() {
        return Ok(None);
    }
    let today = here.local(&me.me().zone, here.now).date();
    let Some(day) = promise.when.week(today, given_on(here, me, promise)) else {
        blocks.push(t.say("promise-week-to-come", &[]));
        return Ok(None);
    };
    let said = t.date(day);
    let values = [("day", said.into())];
    let told = told.iter().find(|week| week.day == day);
    blocks.push(match told.map(|week| week.outcome) {
        None => t.say("promise-week-asked", &values),
        Some(Outcome::Kept) => t.say("promise-week-kept", &values),
        Some(Outcome::Partly) => t.say("promise-week-partly", &values),
        Some(Outcome::CouldNot) => t.say("promise-week-could-not", &values),
    });
    Ok(told.is_none().then_some(day))
}

/// A day among others: “6 March”.
pub fn in_short(here: &Here<'_>, day: NaiveDate) -> String {
    let month = here.t.month(day.month());
    here.t.say(
        "promise-short-day",
        &[("day", day.day().into()), ("month", month.into())],
    )
}

/// What the other said to it: thanks, and what is to be talked about.
async fn answers(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    promise: &Promise,
    other: &str,
) -> anyhow::Result<Vec<String>> {
    let t = here.t;
    let which = |kind, nth| Which {
        couple: promise.couple,
        by: promise.by.other(),
        kind,
        about: promise.id,
        nth,
    };
    let mine = promise.by == me.who;
    let mut blocks = Vec::new();
    let (by, kinds) = (promise.by.other(), [Kind::PromiseNoticed]);
    let thanks = texts::of(here.app, &mut *db, me, by, promise.id, &kinds).await?;
    if !thanks.is_empty() {
        let heading = if mine {
            t.say("promise-they-noticed", &[("other", other.into())])
        } else {
            t.say("promise-i-noticed", &[])
        };
        let newest = &thanks[thanks.len().saturating_sub(THANKS_SHOWN)..];
        let newest: Vec<String> = newest.iter().map(|thanks| quote(&thanks.text)).collect();
        blocks.push(format!("{heading}\n{}", newest.join("\n\n")));
    }
    if promise.to_talk {
        let which = which(Kind::PromiseOtherwise, promise.talks);
        let heading = t.say("promise-to-talk", &[("other", other.into())]);
        let words = texts::read(here.app, db, me, which).await?;
        let words = words.map_or(String::new(), |text| format!("\n{}", quote(&text.text)));
        blocks.push(format!("{heading}{words}"));
    }
    Ok(blocks)
}

/// What can be done with it, in rows.
fn rows(
    here: &Here<'_>,
    me: &Member,
    promise: &Promise,
    week: Option<NaiveDate>,
) -> Vec<Vec<Button>> {
    let t = here.t;
    let mine = promise.by == me.who;
    let plain = |said: String, verb| Button::new(said, id(verb, me, promise.id));
    let mut first = Vec::new();
    let mut second = Vec::new();
    if mine && promise.is_open() {
        let number = week.map_or(0, |day| i64::from(day.num_days_from_ce()));
        if week.is_some() || !promise.is_weekly() {
            let tell = |verb| id_with(verb, me, promise.id, number);
            first.push(Button::main(
                t.say("promise-kept-button", &[]),
                tell(Verb::Kept),
            ));
            first.push(Button::new(
                t.say("promise-partly-button", &[]),
                tell(Verb::Partly),
            ));
            first.push(Button::new(
                t.say("promise-could-not-button", &[]),
                tell(Verb::CouldNot),
            ));
        }
        let over = promises::over(here.app, promise.when, &me.me().zone);
        if over.is_none_or(|over| over > here.now) && promise.offers < OFFERS {
            second.push(plain(t.say("promise-instead-button", &[]), Verb::Instead));
        }
        if promise.is_weekly() {
            second.push(plain(t.say("promise-end-button", &[]), Verb::End));
        }
        if !promise.shared {
            let share = t.say("promise-share-later-button", &[]);
            second.push(plain(share, Verb::Share));
            second.push(plain(t.say("promise-let-go-button", &[]), Verb::LetGo));
        }
    }
    if !mine {
        let notice = t.say("promise-notice-button", &[]);
        first.push(Button::main(notice, id(Verb::Notice, me, promise.id)));
        if !promise.to_talk {
            first.push(plain(
                t.say("promise-otherwise-button", &[]),
                Verb::Otherwise,
            ));
        }
    }
    if promise.to_talk {
        let talked = id_with(Verb::Talked, me, promise.id, promise.talks.into());
        second.push(Button::new(t.say("promise-talked-button", &[]), talked));
    }
    let mut last = Vec::new();
    if let Some(repair) = promise.repair {
        last.push(buttons::its_repair(t, me.couple.id, repair));
    } else if promises::may_be_repaired(here, me, promise) {
        last.push(buttons::repair_from_promise(t, me.couple.id, promise.id));
    }
    last.extend([to_the_list(here, me), buttons::help(t)]);
    vec![first, second, last]
}

/// A draft: how it reads, what could make it smaller or clearer, and to whom it is given.
fn draft(
    here: &Here<'_>,
    me: &Member,
    promise: &Promise,
    said: &Said,
    note: Option<String>,
) -> Vec<Card> {
    let t = here.t;
    let mut blocks: Vec<String> = note.into_iter().collect();
    blocks.push(match promise.repair {
        Some(_) => t.say("promise-draft-repair", &[]),
        None => t.say("promise-draft", &[]),
    });
    blocks.extend(words(here, me, promise, said));
    let known = said.known.as_deref().unwrap_or_default();
    let hints = promise::hints(t.phrasebook(), &said.what, known, promise.when);
    if !hints.is_empty() {
        let lines = hints.iter().map(|one| hint(here, one));
        blocks.push(lines.collect::<Vec<_>>().join("\n"));
    }
    let button = |said: String, verb| Button::new(said, id(verb, me, promise.id));
    let share = Button::main(
        t.say("promise-share-button", &[]),
        id(Verb::Share, me, promise.id),
    );
    let only_me = button(t.say("promise-only-me-button", &[]), Verb::OnlyMe);
    let choices = [share]
        .into_iter()
        .chain(promise.repair.is_none().then_some(only_me))
        .chain([
            button(t.say("promise-change-button", &[]), Verb::Change),
            button(t.say("promise-let-go-button", &[]), Verb::LetGo),
        ]);
    let last = match promise.repair {
        Some(_) => vec![buttons::repairs(t, me.couple.id), buttons::help(t)],
        None => vec![to_the_list(here, me), buttons::help(t)],
    };
    common::spread(&blocks, |card| {
        card.select(days(here, me, promise))
            .buttons(choices)
            .buttons(last)
    })
}

fn hint(here: &Here<'_>, hint: &Hint) -> String {
    let t = here.t;
    match hint {
        Hint::Vague(phrase) => t.say("promise-hint-vague", &[("phrase", phrase.into())]),
        Hint::Large(phrase) => t.say("promise-hint-large", &[("phrase", phrase.into())]),
        Hint::Others(phrase) => t.say("promise-hint-others", &[("phrase", phrase.into())]),
        Hint::NoDay => t.say("promise-hint-no-day", &[]),
        Hint::NothingToKnow => t.say("promise-hint-known", &[]),
    }
}

/// By when, with a tap: one of the next days, every week, or no day yet.
fn days(here: &Here<'_>, me: &Member, promise: &Promise) -> Select {
    let t = here.t;
    let today = here.local(&me.me().zone, here.now).date();
    let mut choices: Vec<Choice> = (0..DAYS)
        .map(|ahead| {
            let day = today + Days::new(ahead);
            let chosen = matches!(promise.when, When::Day(on, _) if on == day);
            Choice::new(t.date(day), day.to_string()).chosen(chosen)
        })
        .collect();
    choices.extend(WEEKDAYS.iter().map(|weekday| {
        let label = t.say("promise-every", &[("weekday", t.weekday(*weekday).into())]);
        let chosen = matches!(promise.when, When::Weekly(on, _) if on == *weekday);
        let number = weekday.num_days_from_monday();
        Choice::new(label, number.to_string()).chosen(chosen)
    }));
    choices
        .push(Choice::new(t.say("promise-no-day", &[]), "none").chosen(promise.when == When::Open));
    Select {
        id: id(Verb::When, me, promise.id),
        placeholder: t.say("promise-when-choose-placeholder", &[]),
        choices,
        least: 1,
        most: 1,
    }
}
