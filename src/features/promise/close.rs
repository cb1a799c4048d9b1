//! What becomes of it, said by its maker: kept, partly, could not; or something else, offered in time.

use chrono::NaiveDate;

use super::{CLOSED, OFFERED, Verb, before_a_form, forms, held, id, id_with, make, refused, view};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::promise::{self, Outcome, Promise, Refusal, When};
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common::{self, promises, texts};
use crate::store;
use crate::store::promises::Week;
use crate::ui::{Button, Reply};

/// The form with an optional line: it also asks once more, so that nothing is closed by a slip.
pub async fn form(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    outcome: Outcome,
    number: i64,
) -> Result<Reply, Error> {
    let (promise, _) = before_a_form(here, me, row).await?;
    let may = promise.clone().close(me.who, outcome, here.now);
    if let Err(why) = may {
        let mut db = here.app.db.acquire().await?;
        return Err(refused(here, me, &mut db, &promise, why).await);
    }
    let verb = match outcome {
        Outcome::Kept => Verb::KeptTold,
        Outcome::Partly => Verb::PartlyTold,
        Outcome::CouldNot => Verb::CouldNotTold,
    };
    let form = forms::close_form(here, id_with(verb, me, row, number), outcome);
    Ok(Reply::Ask(form))
}

/// Its maker has said it; a week of a weekly one is told of alone, to nobody else.
pub async fn told(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    outcome: Outcome,
    number: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    if before.is_weekly() {
        return week(here, me, tx, before, outcome, number, fields).await;
    }
    let promise = match before.clone().close(me.who, outcome, here.now) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    store::promises::disarm(&mut tx, &promise).await?;
    keep_line(
        here,
        me,
        &mut tx,
        &promise,
        0,
        common::field(fields, "line").trim(),
    )
    .await?;
    if promise.shared {
        super::tell_both(here, me, &mut tx, &promise, CLOSED).await?;
    }
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

async fn week(
    here: &Here<'_>,
    me: &Member,
    mut tx: sqlx::Transaction<'static, sqlx::Postgres>,
    promise: Promise,
    outcome: Outcome,
    number: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let today = here.local(&me.me().zone, here.now).date();
    let given = view::given_on(here, me, &promise);
    let day = i32::try_from(number).ok();
    let day = day.and_then(NaiveDate::from_num_days_from_ce_opt);
    let Some(day) = day else {
        return Err(refused(here, me, &mut tx, &promise, Refusal::NoSuchWeek).await);
    };
    if let Err(why) = promise.tell_week(me.who, day, today, given) {
        return Err(refused(here, me, &mut tx, &promise, why).await);
    }
    let line = common::field(fields, "line").trim();
    let told = Week {
        promise: promise.id,
        day,
        outcome,
        shown: promise.shared && !is_blank(line),
        told_at: here.now,
    };
    if !store::promises::tell_week(&mut tx, told).await? {
        return Err(refused(here, me, &mut tx, &promise, Refusal::Closed).await);
    }
    keep_line(
        here,
        me,
        &mut tx,
        &promise,
        promise::number_of_week(day),
        line,
    )
    .await?;
    if told.shown {
        super::worked(here, me, &mut tx, &promise).await?;
    }
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// The optional line, which of a shared promise the other can read: the form says so.
async fn keep_line(
    here: &Here<'_>,
    me: &Member,
    tx: &mut sqlx::PgConnection,
    promise: &Promise,
    nth: i16,
    line: &str,
) -> Result<(), Error> {
    if is_blank(line) {
        return Ok(());
    }
    let which = me.text(Kind::PromiseLine, promise.id).nth(nth);
    if promise.shared {
        texts::write_open(here.app, tx, which, line, here.now).await
    } else {
        texts::write(here.app, tx, which, line, here.now).await
    }
}

/// *I cannot keep this, instead I offer …*: before its day.
pub async fn instead_form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (promise, _) = before_a_form(here, me, row).await?;
    let over = promises::over(here.app, promise.when, &me.me().zone);
    if let Err(why) = promise.may_offer(me.who, over, here.now) {
        let mut db = here.app.db.acquire().await?;
        return Err(refused(here, me, &mut db, &promise, why).await);
    }
    let form = forms::instead_form(here, id(Verb::Offered, me, row));
    Ok(Reply::Ask(form))
}

/// Recorded as good faith; what was said before stays beside it.
pub async fn offered(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let t = here.t;
    let again = || {
        Button::main(
            t.say("promise-instead-button", &[]),
            id(Verb::Instead, me, row),
        )
    };
    let what = common::field(fields, "what").trim();
    if is_blank(what) {
        let said = t.say("promise-what-empty", &[]);
        return Err(make::once_more(here, me, said, again()));
    }
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    let over = promises::over(here.app, before.when, &me.me().zone);
    if let Err(why) = before.may_offer(me.who, over, here.now) {
        return Err(refused(here, me, &mut tx, &before, why).await);
    }
    // Nothing typed: the rhythm stays; a day that cannot be kept is open for now.
    let when = match (common::field(fields, "when").trim(), before.when) {
        (when, rhythm @ When::Weekly(..)) if is_blank(when) => rhythm,
        (when, _) => make::when(here, me, when, again())?,
    };
    let promise = match before.clone().offer(me.who, when, over, here.now) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    let which = me.text(Kind::PromiseInstead, row).nth(promise.offers);
    if promise.shared {
        texts::write_open(here.app, &mut tx, which, what, here.now).await?;
        super::tell_both(
            here,
            me,
            &mut tx,
            &promise,
            OFFERED + i32::from(promise.offers),
        )
        .await?;
    } else {
        texts::write(here.app, &mut tx, which, what, here.now).await?;
    }
    promises::remind(here.app, &mut tx, &promise, &me.me().zone, here.now).await?;
    let said = t.say("promise-offered", &[]);
    let cards = view::shown(here, me, &mut tx, &promise, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// A weekly one has come to its end: no week of it is asked about any more.
pub async fn end(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    let promise = match before.clone().end(me.who, here.now) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    store::promises::disarm(&mut tx, &promise).await?;
    if promise.shared {
        super::tell_both(here, me, &mut tx, &promise, CLOSED).await?;
    }
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}
