//! What could not reach somebody, said once beside what they asked for next.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::app::{Here, Member};
use crate::domain::couple::Couple;
use crate::domain::untold::Untold;
use crate::error::Error;
use crate::features::common::{self, buttons};
use crate::features::{feedback, settings};
use crate::store;
use crate::ui::{Card, Reply};

/// The reply, and below it what this person has not been told yet. A form leaves no room for it: then it
/// waits for the next reply; so it does while Tend rests.
pub async fn beside(here: &Here<'_>, me: &Member, reply: Reply) -> Result<Reply, Error> {
    let Reply::Say(mut cards) = reply else {
        return Ok(reply);
    };
    if me.me().untold && !cards.is_empty() && !me.couple.rests(here.now) {
        let mut db = here.app.db.acquire().await?;
        for (what, at) in store::untold::take(&mut db, me.couple.id, me.who).await? {
            match what {
                Untold::Room => cards.push(room(here, me, at)),
                Untold::Direct => cards.push(direct(here, me, at)),
                Untold::Asked => cards.extend(settings::asked(here, me, &mut db).await?),
            }
        }
        cards.extend(feedback::untold(here, &mut db).await?);
    }
    Ok(Reply::Say(cards))
}

/// Whoever comes from their channel, where Tend may write, shows that it is open again.
pub async fn reached(
    here: &Here<'_>,
    db: &mut PgConnection,
    couple: &mut Couple,
) -> anyhow::Result<()> {
    let there = here.visit.channel == couple.channel && here.visit.may_post == Some(true);
    if there && couple.unreachable.take().is_some() {
        store::couples::reached(db, couple.channel).await?;
    }
    Ok(())
}

/// Their channel was closed to Tend at that time.
fn room(here: &Here<'_>, me: &Member, at: DateTime<Utc>) -> Card {
    let t = here.t;
    let values = [
        ("channel", common::place(me.couple.channel).into()),
        ("when", here.when(me.me(), at).into()),
    ];
    Card::new(t.say("untold-room", &values)).buttons([buttons::help(t)])
}

/// A direct message was not taken at that time.
fn direct(here: &Here<'_>, me: &Member, at: DateTime<Utc>) -> Card {
    let t = here.t;
    let when = here.when(me.me(), at);
    Card::new(t.say("untold-direct", &[("when", when.into())])).buttons([buttons::help(t)])
}
