//! What `tend doctor` asks the database: its version and schema, and whether all data keys open.

use sqlx::migrate::Migrate as _;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::MIGRATOR;
use crate::domain::{CoupleId, Partner};
use crate::vault::Vault;

/// So many data keys are read with one statement.
const BATCH: i64 = 1000;
/// Where sqlx notes the migrations it has run.
const NOTES: &str = "_sqlx_migrations";

/// What is known about the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    pub major: u32,
    /// It takes no changes: a standby, or set so.
    pub read_only: bool,
}

/// How the database's schema differs from this program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// Nothing of Tend's is there yet.
    Empty,
    /// So many migrations have not run yet.
    Behind(usize),
    /// So many migrations are not known to this program: a newer Tend ran them.
    Ahead(usize),
    /// A migration ended half-way, or its text is another than when it ran.
    Damaged,
}

/// How many data keys there are, and how many do not open.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DataKeys {
    pub all: usize,
    pub shut: usize,
    /// Which key file the first of them needs.
    pub needed: Option<String>,
}

/// The server's version, and whether it can be written to.
pub async fn server(db: &mut PgConnection) -> anyhow::Result<Server> {
    let row = sqlx::query!(
        r#"select current_setting('server_version_num')::int / 10000 as "major!",
                  current_setting('transaction_read_only') = 'on' as "read_only!""#
    )
    .fetch_one(db)
    .await?;
    Ok(Server {
        major: row.major.unsigned_abs(),
        read_only: row.read_only,
    })
}

/// Whether nothing at all is in this database.
pub async fn is_empty(db: &mut PgConnection) -> anyhow::Result<bool> {
    let row = sqlx::query!(
        r#"select not exists (
               select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as "empty!""#
    )
    .fetch_one(db)
    .await?;
    Ok(row.empty)
}

/// Whether something between here and the server hands sessions around: what one connection has set, another finds.
/// A pooler in its transaction mode does; Tend's statements and locks need a session of their own.
pub async fn shares_sessions(
    one: &mut PgConnection,
    two: &mut PgConnection,
) -> Result<bool, sqlx::Error> {
    // By the simple protocol: a prepared statement is the very thing that such a pooler loses.
    const ROUNDS: u8 = 4;
    let set = |name: &str| {
        AssertSqlSafe(format!(
            "select set_config('tend.session', '{name}', false)"
        ))
    };
    for round in 0..ROUNDS {
        let mine = format!("one {round}");
        sqlx::raw_sql(set(&mine)).execute(&mut *one).await?;
        sqlx::raw_sql(set("two")).execute(&mut *two).await?;
        let found = sqlx::raw_sql("select current_setting('tend.session', true)")
            .fetch_one(&mut *one)
            .await?;
        if found.try_get::<Option<String>, _>(0)? != Some(mine) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the migrations that ran are those of this program.
pub async fn schema(db: &mut PgConnection) -> anyhow::Result<Schema> {
    let noted = sqlx::query!(r#"select to_regclass($1) is not null as "there!""#, NOTES)
        .fetch_one(&mut *db)
        .await?;
    if !noted.there {
        return Ok(Schema::Empty);
    }
    if db.dirty_version(NOTES).await?.is_some() {
        return Ok(Schema::Damaged);
    }
    let applied = db.list_applied_migrations(NOTES).await?;
    let ours = |version| MIGRATOR.iter().find(|one| one.version == version);
    let unknown = applied
        .iter()
        .filter(|one| ours(one.version).is_none())
        .count();
    let missing = MIGRATOR
        .iter()
        .filter(|one| applied.iter().all(|ran| ran.version != one.version))
        .count();
    let changed = applied
        .iter()
        .any(|ran| ours(ran.version).is_some_and(|one| one.checksum != ran.checksum));
    Ok(match (changed, unknown, missing) {
        (true, ..) => Schema::Damaged,
        (false, 0, 0) => Schema::Current,
        (false, 0, missing) => Schema::Behind(missing),
        (false, unknown, _) => Schema::Ahead(unknown),
    })
}

/// Tries every data key; what it opens is nowhere kept.
pub async fn data_keys(db: &mut PgConnection, vault: &Vault) -> anyhow::Result<DataKeys> {
    let mut count = DataKeys::default();
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
        let Some(last) = rows.last() else { break };
        after = (last.couple_id, last.partner);
        for row in &rows {
            let opens = Partner::from_number(row.partner).is_some_and(|who| {
                vault
                    .unwrap_key(CoupleId(row.couple_id), who, &row.wrapped_key)
                    .is_ok()
            });
            count.add(opens, vault, &row.wrapped_key);
        }
    }
    for row in sqlx::query!("select id, wrapped_key from feedback")
        .fetch_all(db)
        .await?
    {
        let opens = vault.unwrap_feedback_key(row.id, &row.wrapped_key).is_ok();
        count.add(opens, vault, &row.wrapped_key);
    }
    Ok(count)
}

impl DataKeys {
    fn add(&mut self, opens: bool, vault: &Vault, wrapped: &[u8]) {
        self.all += 1;
        self.shut += usize::from(!opens);
        if !opens && self.needed.is_none() {
            self.needed = vault.needed_for(wrapped).ok();
        }
    }
}
