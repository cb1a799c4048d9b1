//! Rotating the master key: everything opens before, meanwhile and after, whatever happens.

use std::path::{Path, PathBuf};

use sqlx::{Connection as _, PgConnection};
use tend::cluster::{Cluster, Options};
use tend::domain::{CoupleId, Partner};
use tend::entropy::OsEntropy;
use tend::store;
use tend::vault::keys::Keys;
use tend::vault::{Place, Vault};

const COUPLES: i64 = 600;

/// A database of many couples, each person with something sealed.
struct World {
    sealed: Vec<(CoupleId, Partner, Vec<u8>)>,
    // Ends before its folder goes.
    cluster: Cluster,
    folder: Folder,
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl World {
    async fn new(name: &str) -> Self {
        let folder = PathBuf::from(format!("/tmp/tend-it-{}-{name}", std::process::id()));
        let cluster = Cluster::start(Options {
            guard: Some(env!("CARGO_BIN_EXE_tend").into()),
            durable: false,
            ..Options::new(&folder)
        });
        let cluster = cluster.unwrap();
        let pool = store::lazily(&cluster.url(), 2).unwrap();
        store::migrate(&pool).await.unwrap();
        pool.close().await;
        Keys::create(&folder.join("master.key"), &OsEntropy).unwrap();

        let mut world = Self {
            folder: Folder(folder),
            cluster,
            sealed: Vec::new(),
        };
        let vault = Vault::from_file(&world.keys()).unwrap();
        let mut db = world.db().await;
        for couple in 1..=COUPLES {
            add_couple(&mut db, couple).await;
            for who in [Partner::One, Partner::Two] {
                let (key, wrapped) = vault.new_key(CoupleId(couple), who).unwrap();
                add_partner(&mut db, couple, who, &wrapped).await;
                let sealed = vault
                    .seal(&key, place(couple, who), words(couple, who).as_bytes())
                    .unwrap();
                world.sealed.push((CoupleId(couple), who, sealed));
            }
        }
        let (_, wrapped) = vault.new_feedback_key(5).unwrap();
        sqlx::query("insert into feedback (id, wrapped_key, sealed, written_at) overriding system value values (5, $1, '', '2026-03-01')")
            .bind(wrapped)
            .execute(&mut db)
            .await
            .unwrap();
        world
    }

    fn keys(&self) -> PathBuf {
        self.folder.0.join("master.key")
    }

    async fn db(&self) -> PgConnection {
        PgConnection::connect(&self.cluster.url()).await.unwrap()
    }

    /// All that was sealed opens with this vault, but what was erased.
    async fn everything_opens(&self, vault: &Vault, erased: Option<CoupleId>) {
        let mut db = self.db().await;
        for (couple, who, sealed) in &self.sealed {
            let wrapped = store::partners::wrapped_key(&mut db, *couple, *who)
                .await
                .unwrap();
            let Some(wrapped) = wrapped else {
                assert_eq!(erased, Some(*couple));
                continue;
            };
            let key = vault.unwrap_key(*couple, *who, &wrapped).unwrap();
            let plain = vault.open(&key, place(couple.0, *who), sealed).unwrap();
            assert_eq!(&**plain, words(couple.0, *who).as_bytes());
        }
        let row: (Vec<u8>,) = sqlx::query_as("select wrapped_key from feedback")
            .fetch_one(&mut db)
            .await
            .unwrap();
        vault.unwrap_feedback_key(5, &row.0).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn add_couple(db: &mut PgConnection, couple: i64) {
    sqlx::query(
        "insert into couples (id, guild_id, channel_id, zone, weekday, minute, started_at)
         overriding system value values ($1, 1, $1, 'UTC', 7, 1140, '2026-03-01')",
    )
    .bind(couple)
    .execute(db)
    .await
    .unwrap();
}

async fn add_partner(db: &mut PgConnection, couple: i64, who: Partner, wrapped: &[u8]) {
    sqlx::query(
        "insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version, wrapped_key)
         values ($1, $2, $2, 'UTC', '2026-03-01', '1', $3)",
    )
    .bind(couple)
    .bind(who.number())
    .bind(wrapped)
    .execute(db)
    .await
    .unwrap();
}

fn place(couple: i64, partner: Partner) -> Place {
    Place {
        couple: CoupleId(couple),
        partner,
        field: "answers.sealed",
        row: couple,
        facts: None,
    }
}

fn words(couple: i64, who: Partner) -> String {
    format!("words of {couple}, {who:?}")
}

fn masters(file: &Path) -> Vec<u32> {
    Keys::read(file).unwrap().masters().collect()
}

#[tokio::test]
async fn a_rotation_loses_nothing_and_destroys_the_old_key() {
    let world = World::new("rotate").await;
    let old_file = std::fs::read(world.keys()).unwrap();
    let running = Vault::from_file(&world.keys()).unwrap();
    let mut db = world.db().await;
    store::partners::save_wrapped_key(&mut db, CoupleId(3), Partner::One, None)
        .await
        .unwrap();
    let backup = store::partners::wrapped_key(&mut db, CoupleId(4), Partner::One)
        .await
        .unwrap()
        .unwrap();

    // Killed half-way: some are under the new key, some under the old.
    Keys::begin_rotation(&world.keys(), &OsEntropy).unwrap();
    let rotating = Vault::from_file(&world.keys()).unwrap();
    for couple in (1..=COUPLES).step_by(7).filter(|couple| *couple != 3) {
        let couple = CoupleId(couple);
        let wrapped = store::partners::wrapped_key(&mut db, couple, Partner::Two)
            .await
            .unwrap()
            .unwrap();
        let anew = rotating.rewrap(couple, Partner::Two, &wrapped).unwrap();
        store::partners::save_wrapped_key(&mut db, couple, Partner::Two, anew.as_deref())
            .await
            .unwrap();
    }
    world.everything_opens(&running, Some(CoupleId(3))).await;

    let done_by_hand = u64::try_from((1..=COUPLES).step_by(7).count()).unwrap();
    let changed = store::keys::rotate(&mut db, &world.keys()).await.unwrap();
    let all = u64::try_from(COUPLES * 2).unwrap();
    assert_eq!(
        changed,
        all - 1 - done_by_hand + 1,
        "all but the erased and those done, and the feedback"
    );
    assert_eq!(masters(&world.keys()), [2]);
    world.everything_opens(&running, Some(CoupleId(3))).await;

    // Yesterday's backup: its wrapped key opens with yesterday's file, never with today's.
    let fresh = Vault::from_file(&world.keys()).unwrap();
    assert!(
        fresh
            .unwrap_key(CoupleId(4), Partner::One, &backup)
            .is_err()
    );
    let copy = world.folder.0.join("copy.key");
    std::fs::copy(world.keys(), &copy).unwrap();
    std::fs::write(&copy, old_file).unwrap();
    assert!(
        Vault::from_file(&copy)
            .unwrap()
            .unwrap_key(CoupleId(4), Partner::One, &backup)
            .is_ok()
    );

    assert_eq!(
        store::keys::rotate(&mut db, &world.keys()).await.unwrap(),
        all
    );
    assert_eq!(masters(&world.keys()), [3]);
    world.everything_opens(&fresh, Some(CoupleId(3))).await;
}

#[tokio::test]
async fn a_couple_that_pairs_during_a_rotation_keeps_its_keys() {
    let world = World::new("pairing").await;
    let running = Vault::from_file(&world.keys()).unwrap();

    // They have wrapped by the old key and not yet committed.
    let mut pairing = world.db().await;
    let mut tx = pairing.begin().await.unwrap();
    add_couple(&mut tx, COUPLES + 1).await;
    let (_, wrapped) = running
        .new_key(CoupleId(COUPLES + 1), Partner::One)
        .unwrap();

    let mut db = world.db().await;
    let file = world.keys();
    let rotation = tokio::spawn(async move { store::keys::rotate(&mut db, &file).await });
    while masters(&world.keys()).len() < 2 {
        tokio::task::yield_now().await;
    }
    add_partner(&mut tx, COUPLES + 1, Partner::One, &wrapped).await;
    tx.commit().await.unwrap();
    rotation.await.unwrap().unwrap();

    assert_eq!(masters(&world.keys()), [2]);
    let mut db = world.db().await;
    let stored = store::partners::wrapped_key(&mut db, CoupleId(COUPLES + 1), Partner::One)
        .await
        .unwrap()
        .unwrap();
    assert_ne!(stored, wrapped);
    running
        .unwrap_key(CoupleId(COUPLES + 1), Partner::One, &stored)
        .unwrap();
}

#[tokio::test]
async fn the_command_rotates_beside_a_running_tend() {
    let world = World::new("command").await;
    let run = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_tend"))
            .args(arguments)
            .current_dir(&world.folder.0)
            .env_clear()
            .env("TEND_DATA", &world.folder.0)
            .output()
            .unwrap()
    };
    let rotated = run(&["keys", "rotate"]);
    assert!(
        rotated.status.success(),
        "{}",
        String::from_utf8_lossy(&rotated.stderr)
    );
    assert_eq!(masters(&world.keys()), [2]);

    let again = run(&["keys", "new"]);
    let said = String::from_utf8_lossy(&again.stderr);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        said.contains("is there already") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(run(&["keys", "sing"]).status.code(), Some(2));
}
