//! My own side as files: gathered, opened with my key, and handed to me alone.

use chrono::Weekday;
use sqlx::PgConnection;

use super::document::{self, Document};
use super::{readable, things, view};
use crate::app::{Here, Member};
use crate::domain::answer::{Answer, Part};
use crate::domain::couple::Change;
use crate::domain::dates::Day;
use crate::domain::round::{Round, State};
use crate::domain::schedule::Slot;
use crate::domain::text::Kind;
use crate::domain::{id, wall};
use crate::error::Error;
use crate::features::common::{answers, dates, texts, whys};
use crate::store;
use crate::store::answers::Kept;
use crate::store::understandings::Own;
use crate::ui::{File, Reply};
use crate::vault::DataKey;
use crate::words::Lists;

/// A part of an export has at most so many bytes of weeks in each of its files: Discord takes 10 MB
/// in a message.
const PART: usize = 3_000_000;

/// Makes the files: one to read, one for programs, and the description of that one. One person's after the other.
pub async fn make(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.begin().await?;
    if !store::partners::lock_export(&mut db, me.me().user).await? {
        return Err(view::export_under_way(here).into());
    }
    let whole = gather(here, me, &mut db).await?;
    let parts = document::in_parts(whole.weeks, PART)?;
    let of = parts.len();
    let mut cards = Vec::with_capacity(of);
    for (at, weeks) in parts.into_iter().enumerate() {
        let part = document::PartOf { number: at + 1, of };
        let files = files(
            here,
            me,
            &Document {
                part,
                weeks,
                person: whole.person.clone(),
                couple: whole.couple.clone(),
                reminders: whole.reminders.clone(),
                dates: whole.dates.clone(),
                suggestions: whole.suggestions.clone(),
                things: whole.things.clone(),
                texts: whole.texts.clone(),
                ..whole
            },
        )?;
        cards.push(view::files(here, me, part, files));
    }
    db.commit().await?; // it has changed nothing: it lets the next one begin
    Ok(Reply::Say(cards))
}

fn files(here: &Here<'_>, me: &Member, part: &Document) -> anyhow::Result<Vec<File>> {
    let day = here.local(&me.me().zone, here.now).date();
    let suffix = if part.part.of > 1 {
        format!("-part-{}", part.part.number)
    } else {
        String::new()
    };
    let mut files = vec![
        File {
            name: format!("tend-{day}{suffix}.md"),
            bytes: readable::markdown(here, me, part).into_bytes(),
        },
        File {
            name: format!("tend-{day}{suffix}.json"),
            bytes: part.json()?,
        },
    ];
    if part.part.number == 1 {
        files.push(File {
            name: "tend-export.schema.json".to_owned(),
            bytes: document::SCHEMA.into(),
        });
    }
    Ok(files)
}

/// Everything of this person in this couple. Of the other, nothing is read.
async fn gather(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> anyhow::Result<Document> {
    let (couple, who) = (me.couple.id, me.who);
    let key = here.app.key(&mut *db, couple, who).await?;
    let key = key.as_ref();
    let kept = store::answers::of_person(&mut *db, couple, who).await?;
    let own = store::understandings::of_person(&mut *db, couple, who).await?;
    let mut weeks = Vec::new();
    for round in store::rounds::all(&mut *db, couple).await? {
        let kept = kept.iter().find(|kept| kept.round == round.id);
        let own = own.iter().find(|own| own.round == round.id);
        if kept.is_some() || own.is_some() {
            weeks.push(week(here, me, key, &round, kept, own)?);
        }
    }
    let suggestions = store::proposals::of_person(&mut *db, couple, who).await?;
    let why = whys::of(here.app, &mut *db, couple, who).await?;
    let dates = kept_dates(here, me, &mut *db, key).await?;
    let things = things::of_person(&mut *db, couple, who).await?;
    let texts = written(here, me, &mut *db).await?;
    let reminders = store::timers::reminders(db, couple, who).await?;
    Ok(Document {
        format: "tend-export",
        version: 1,
        made_at: here.now,
        part: document::PartOf { number: 1, of: 1 },
        person: document::Person {
            why,
            ..person(here, me)
        },
        couple: document::Couple {
            since: me.couple.started_at,
            discord_server: me.couple.guild.to_string(),
            discord_channel: me.couple.channel.to_string(),
            hour: hour(&me.couple.slot),
            answers_open_after_days: me.couple.reveal_days,
            every_weeks: me.couple.beat.weeks,
        },
        reminders,
        dates,
        suggestions: suggestions
            .into_iter()
            .map(|(made_at, change)| document::Suggestion {
                made_at,
                change: suggested(change),
            })
            .collect(),
        things,
        texts,
        weeks,
    })
}

fn person(here: &Here<'_>, me: &Member) -> document::Person {
    let own = me.me();
    let rest = own.rest.filter(|_| own.rests(here.now));
    document::Person {
        discord_user: own.user.to_string(),
        consented_at: own.consented_at,
        consent_version: own.consent_version.clone(),
        zone: own.zone.clone(),
        rows_hidden: own.streak_hidden,
        why: None,
        first_sharings: Part::ALL
            .map(|part| document::FirstSharing {
                part,
                sharing: own.sharing.of(part),
            })
            .to_vec(),
        resting: rest.map(|rest| document::Resting {
            since: rest.since,
            until: rest.until,
            told: rest.told,
        }),
        left: own.left.map(|left| document::Left {
            at: left.at,
            told: left.told,
        }),
    }
}

/// What this person wrote beside the weeks.
async fn written(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
) -> anyhow::Result<Vec<document::Text>> {
    let kinds: Vec<Kind> = Kind::ALL.iter().map(|(kind, _)| *kind).collect();
    let mut texts = texts::mine(here.app, db, me, None, &kinds).await?;
    texts.sort_by_key(|text| text.written_at);
    let text = |written: texts::Written| document::Text {
        kind: written.which.kind.name(),
        about: id::spelled(written.which.about),
        nth: written.which.nth,
        words: written.text,
        written_at: written.written_at,
        edited_at: written.edited_at,
        released_at: written.released_at,
    };
    Ok(texts.into_iter().map(text).collect())
}

async fn kept_dates(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    key: Option<&DataKey>,
) -> anyhow::Result<Vec<document::Date>> {
    let mut all = Vec::new();
    for date in store::dates::of_person(&mut *db, me.couple.id, me.who).await? {
        if let Some(text) = dates::what(here.app, key, &date)? {
            let Day { month, day, year } = date.day;
            all.push(document::Date {
                month,
                day,
                year,
                text,
                made_at: date.created_at,
            });
        }
    }
    Ok(all)
}

fn week(
    here: &Here<'_>,
    me: &Member,
    key: Option<&DataKey>,
    round: &Round,
    kept: Option<&Kept>,
    own: Option<&Own>,
) -> anyhow::Result<document::Week> {
    let (app, couple, who) = (here.app, me.couple.id, me.who);
    let text = |field, sealed: &[u8]| app.read_text(key, couple, who, field, round.id, sealed);
    let answer = match kept {
        None => None,
        Some(kept) => {
            let opened = app.read_answer(key, couple, who, round.id, kept.sealed.as_deref())?;
            Some(answer(here, round, kept, &opened))
        }
    };
    let line = match own.and_then(|own| own.line.as_ref()) {
        None => None,
        Some((sealed, written_at)) => {
            text("understandings.sealed", sealed)?.map(|text| document::Line {
                text,
                written_at: *written_at,
            })
        }
    };
    let correction = match own.and_then(|own| own.correction.as_ref()) {
        None => None,
        Some(sealed) => text("understandings.correction", sealed)?,
    };
    let (state, settled_at) = match round.state {
        State::Ahead | State::Open => (document::State::Open, None),
        State::Revealed { at } => (document::State::Revealed, Some(at)),
        State::Closed { at } => (document::State::Closed, Some(at)),
    };
    Ok(document::Week {
        monday: round.week,
        opened_at: round.opened_at,
        state,
        settled_at,
        answer,
        line,
        correction,
    })
}

fn answer(here: &Here<'_>, round: &Round, kept: &Kept, answer: &Answer) -> document::Answer {
    let word = |list, id: &String| document::Word {
        id: id.clone(),
        word: here.t.word(list, id).unwrap_or(id).to_owned(),
    };
    let how_it_was = answer.has(Part::Week).then(|| document::HowItWas {
        sharing: answer.sharing.of(Part::Week),
        week: answer.week.as_ref().map(|id| word(Lists::Week, id)),
        feelings: answer
            .feelings
            .iter()
            .map(|id| word(Lists::Feelings, id))
            .collect(),
        closeness: answer.close.as_ref().map(|id| word(Lists::Closeness, id)),
    });
    let written = Part::WRITTEN
        .into_iter()
        .filter(|part| answer.has(*part))
        .map(|part| document::Written {
            part,
            question: answers::full(here.t, round, part),
            text: answer.text(part).to_owned(),
            sharing: answer.sharing.of(part),
        });
    document::Answer {
        stance: kept.stance,
        changed_at: kept.changed_at,
        edited: kept.edited,
        on_own_side: kept.kept,
        asked_to_open: kept.opened,
        how_it_was,
        guess: answer.guess.as_ref().map(|id| word(Lists::Week, id)),
        written: written.collect(),
    }
}

fn suggested(change: Change) -> document::Change {
    match change {
        Change::Slot {
            zone,
            weekday,
            minute,
        } => {
            let weekday = Weekday::try_from(weekday).unwrap_or(Weekday::Sun);
            document::Change::Hour(hour(&Slot {
                zone,
                weekday,
                minute,
            }))
        }
        Change::Every { weeks } => document::Change::Every { weeks },
        Change::Reveal { days } => document::Change::AnswersOpen { after_days: days },
        Change::Move { guild, channel } => document::Change::Move {
            discord_server: guild.to_string(),
            discord_channel: channel.to_string(),
        },
    }
}

fn hour(slot: &Slot) -> document::Hour {
    let time = wall::time_of_day(slot.minute);
    document::Hour {
        zone: slot.zone.clone(),
        weekday: slot.weekday,
        time: time.format("%H:%M").to_string(),
    }
}
