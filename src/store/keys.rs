//! Wraps every data key anew under the newest master key, while Tend goes on running.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::{CoupleId, Partner};
use crate::entropy::OsEntropy;
use crate::vault::Vault;
use crate::vault::keys::Keys;

/// So many data keys are read and written with one statement each.
const BATCH: i64 = 1000;
/// How long somebody's open transaction is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// A new master key wraps all data keys, and the old one is destroyed: how many were wrapped anew.
///
/// Interrupted at any point, everything still opens, and the next call goes on from there. A Tend
/// that runs meanwhile reads the key file again as it needs to.
pub async fn rotate(db: &mut PgConnection, file: &Path) -> anyhow::Result<u64> {
    Keys::begin_rotation(file, &OsEntropy)?;
    let vault = Vault::from_file(file)?;
    let mut changed = pass(db, &vault).await?;
    // Whoever wrapped a key by the old master did so in a transaction that was open by now.
    wait_for_open_transactions(db).await?;
    loop {
        match pass(db, &vault).await? {
            0 => break,
            more => changed += more,
        }
    }
    Keys::end_rotation(file)?;
    Ok(changed)
}

/// Whether this key file is the one of this database: a data key of each master key that any is wrapped by opens.
/// Else one sentence says which key is needed.
pub async fn check(db: &mut PgConnection, vault: &Vault) -> anyhow::Result<()> {
    let wrapped = sqlx::query!(
        r#"select distinct on (substring(wrapped_key from 1 for 4))
               couple_id as "number!", partner as "partner?", wrapped_key as "wrapped_key!"
           from partners where wrapped_key is not null
           union all
           select distinct on (substring(wrapped_key from 1 for 4)) id, null, wrapped_key from feedback"#
    )
    .fetch_all(db)
    .await?;
    for row in wrapped {
        let opened = match row.partner.map(Partner::from_number) {
            None => vault.unwrap_feedback_key(row.number, &row.wrapped_key),
            Some(who) => {
                let who = who.context("partner 1 or 2")?;
                vault.unwrap_key(CoupleId(row.number), who, &row.wrapped_key)
            }
        };
        if opened.is_err() {
            bail!("{}", vault.needed_for(&row.wrapped_key)?);
        }
    }
    Ok(())
}

/// Goes over all data keys once; how many were not under the newest master key.
async fn pass(db: &mut PgConnection, vault: &Vault) -> anyhow::Result<u64> {
    Ok(partners(&mut *db, vault).await? + feedback(db, vault).await?)
}

async fn partners(db: &mut PgConnection, vault: &Vault) -> anyhow::Result<u64> {
    let mut changed = 0;
    let mut after = (i64::MIN, 0);
    loop {
        let rows = sqlx::query!(
            r#"select couple_id, partner, wrapped_key as "wrapped_key!" from partners
               where wrapped_key is not null and (couple_id, partner) > ($1, $2)
               order by couple_id, partner limit $3"#,
            after.0,
            after.1,
            BATCH
        )
        .fetch_all(&mut *db)
        .await?;
        let Some(last) = rows.last() else {
            return Ok(changed);
        };
        after = (last.couple_id, last.partner);

        let mut couples = Vec::new();
        let mut numbers = Vec::new();
        let mut old = Vec::new();
        let mut new = Vec::new();
        for row in rows {
            let who = Partner::from_number(row.partner).context("partner 1 or 2")?;
            let wrapped = vault.rewrap(CoupleId(row.couple_id), who, &row.wrapped_key);
            let wrapped = wrapped.with_context(|| {
                format!(
                    "the key of partner {} in couple {}",
                    row.partner, row.couple_id
                )
            })?;
            if let Some(wrapped) = wrapped {
                couples.push(row.couple_id);
                numbers.push(row.partner);
                old.push(row.wrapped_key);
                new.push(wrapped);
            }
        }
        // Compared with the old one: a key that was erased meanwhile stays erased.
        let done = sqlx::query!(
            "update partners set wrapped_key = fresh.new
             from unnest($1::bigint[], $2::smallint[], $3::bytea[], $4::bytea[]) as fresh (couple_id, partner, old, new)
             where partners.couple_id = fresh.couple_id and partners.partner = fresh.partner
               and partners.wrapped_key = fresh.old",
            &couples,
            &numbers,
            &old,
            &new
        )
        .execute(&mut *db)
        .await?;
        changed += done.rows_affected();
    }
}

async fn feedback(db: &mut PgConnection, vault: &Vault) -> anyhow::Result<u64> {
    let mut changed = 0;
    let rows = sqlx::query!("select id, wrapped_key from feedback order by id")
        .fetch_all(&mut *db)
        .await?;
    for row in rows {
        let wrapped = vault.rewrap_feedback(row.id, &row.wrapped_key);
        let wrapped = wrapped.with_context(|| format!("the key of feedback {}", row.id))?;
        if let Some(new) = wrapped {
            let done = sqlx::query!(
                "update feedback set wrapped_key = $3 where id = $1 and wrapped_key = $2",
                row.id,
                row.wrapped_key,
                new
            )
            .execute(&mut *db)
            .await?;
            changed += done.rows_affected();
        }
    }
    Ok(changed)
}

/// Waits until every transaction that is open now has ended.
async fn wait_for_open_transactions(db: &mut PgConnection) -> anyhow::Result<()> {
    let open = open_transactions(&mut *db).await?;
    let until = Instant::now() + PATIENCE;
    loop {
        let still = open_transactions(&mut *db).await?;
        if !open.iter().any(|one| still.contains(one)) {
            return Ok(());
        }
        if Instant::now() > until {
            bail!(
                "somebody keeps a transaction open in the database: nothing is lost, rotate again later"
            );
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Process and beginning of each transaction on this database but our own.
async fn open_transactions(db: &mut PgConnection) -> anyhow::Result<Vec<(i32, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"select pid as "pid!", xact_start as "xact_start!" from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
             and backend_type = 'client backend'"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.pid, row.xact_start))
        .collect())
}
