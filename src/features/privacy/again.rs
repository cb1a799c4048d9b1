//! After an older backup was brought back: what was decided since is done again, before anybody is let in.

use std::collections::BTreeMap;

use super::{erase, leave};
use crate::app::App;
use crate::domain::couple::Left;
use crate::domain::tombstone::{Fact, unknown_to};
use crate::features::common::tombstones;
use crate::store;

/// Erases, leaves and keeps from asking by the file beside the key, where the database does not know of it; and
/// adds to the file what only the database knows. Says how many decisions that were.
pub async fn hold(app: &App) -> anyhow::Result<usize> {
    let file = tombstones::written_down(app).await?;
    let mut tx = app.db.begin().await?;
    let known = store::tombstones::all(&mut tx).await?;
    let unknown = unknown_to(&known, &file);
    if !unknown.is_empty() {
        let people = store::partners::everybody(&mut tx).await?;
        let people: BTreeMap<[u8; 32], _> = people
            .into_iter()
            .map(|(couple, who, user)| (tombstones::of_partner(app, couple, user), (couple, who)))
            .collect();
        for one in &unknown {
            store::tombstones::insert(&mut tx, one).await?;
            match one.fact {
                Fact::NotToAsk => store::invitations::do_not_ask(&mut tx, &one.who, one.at).await?,
                Fact::MayAsk => {
                    store::invitations::may_ask_again(&mut tx, &one.who).await?;
                }
                Fact::Erased | Fact::Left | Fact::LeftTold => {
                    // Of a couple that began after the backup nothing came back.
                    let Some(&(couple, who)) = people.get(&one.who) else {
                        continue;
                    };
                    let Some(couple) = store::couples::lock(&mut tx, couple).await? else {
                        continue;
                    };
                    if one.fact == Fact::Erased {
                        erase::all_of_person(app, &mut tx, &couple, who, app.clock.now()).await?;
                    } else if couple.person(who).left.is_none() {
                        let told = one.fact == Fact::LeftTold;
                        leave::has_left(&mut tx, &couple, who, Left { at: one.at, told }).await?;
                    }
                }
            }
        }
    }
    tx.commit().await?;
    tombstones::write_down(app).await?;
    Ok(unknown.len())
}
