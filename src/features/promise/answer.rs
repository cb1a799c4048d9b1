//! What the other says to a promise: *I noticed*, with thanks; or *I see it otherwise*, something to talk about.

use super::{NOTICED, TO_TALK, Verb, before_a_form, forms, held, id, make, refused, view};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::text::Kind;
use crate::domain::timer::{About, Timer};
use crate::error::Error;
use crate::features::common::{self, texts};
use crate::store;
use crate::ui::{Button, Reply};

/// The form for a line of thanks.
pub async fn notice_form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (promise, _) = before_a_form(here, me, row).await?;
    if let Err(why) = promise.notice(me.who) {
        let mut db = here.app.db.acquire().await?;
        return Err(refused(here, me, &mut db, &promise, why).await);
    }
    Ok(Reply::Ask(forms::notice_form(
        here,
        id(Verb::Noticed, me, row),
    )))
}

/// Thanks are for the maker, who gets a word that there are some. Each stand beside those before.
pub async fn noticed(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let t = here.t;
    let line = common::field(fields, "line").trim();
    if is_blank(line) {
        let again = Button::main(
            t.say("promise-notice-button", &[]),
            id(Verb::Notice, me, row),
        );
        let said = t.say("promise-notice-empty", &[]);
        return Err(make::once_more(here, me, said, again));
    }
    let mut tx = here.begin().await?;
    let promise = held(here, me, &mut tx, row).await?;
    let kinds = [Kind::PromiseNoticed];
    let before = texts::mine(here.app, &mut tx, me, row, &kinds).await?;
    let before = before.last().map_or(0, |thanks| thanks.which.nth + 1);
    let nth = match promise.thank(me.who, before) {
        Ok(nth) => nth,
        Err(why) => return Err(refused(here, me, &mut tx, &promise, why).await),
    };
    let which = me.text(Kind::PromiseNoticed, row).nth(nth);
    texts::write_open(here.app, &mut tx, which, line, here.now).await?;
    let word = Timer::Word {
        couple: promise.couple,
        partner: promise.by,
        about: About::Promise,
        row,
        nth: NOTICED - i32::from(nth),
    };
    here.arm_now(&mut tx, Some(promise.couple), &word).await?;
    super::worked(here, me, &mut tx, &promise).await?;
    let said = t.say("promise-noticed", &[]);
    let cards = view::shown(here, me, &mut tx, &promise, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// The form for what is seen otherwise.
pub async fn otherwise_form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (promise, _) = before_a_form(here, me, row).await?;
    if let Err(why) = promise.clone().otherwise(me.who) {
        let mut db = here.app.db.acquire().await?;
        return Err(refused(here, me, &mut db, &promise, why).await);
    }
    let form = forms::otherwise_form(here, id(Verb::SeenOtherwise, me, row));
    Ok(Reply::Ask(form))
}

/// Something to talk about, which both see. What the maker said of the promise stays as it is.
pub async fn otherwise(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let t = here.t;
    let line = common::field(fields, "line").trim();
    if is_blank(line) {
        let label = t.say("promise-otherwise-button", &[]);
        let again = Button::main(label, id(Verb::Otherwise, me, row));
        let said = t.say("promise-otherwise-empty", &[]);
        return Err(make::once_more(here, me, said, again));
    }
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    let promise = match before.clone().otherwise(me.who) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    let which = me.text(Kind::PromiseOtherwise, row).nth(promise.talks);
    texts::write_open(here.app, &mut tx, which, line, here.now).await?;
    super::tell_both(
        here,
        me,
        &mut tx,
        &promise,
        TO_TALK + i32::from(promise.talks),
    )
    .await?;
    let said = t.say("promise-seen-otherwise", &[]);
    let cards = view::shown(here, me, &mut tx, &promise, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// Either says that it was talked about: it is shown no more.
pub async fn talked(here: &Here<'_>, me: &Member, row: i64, number: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    let nth = i16::try_from(number).unwrap_or(0);
    let promise = match before.clone().talked(me.who, nth) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    let said = here.t.say("promise-talked", &[]);
    let cards = view::shown(here, me, &mut tx, &promise, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}
