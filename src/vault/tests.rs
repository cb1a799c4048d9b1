//! What opens, what must not, and that rotation loses nothing.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

/// Counts up: the same in every run, and no nonce comes twice.
#[derive(Debug, Default)]
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        for chunk in bytes.chunks_mut(8) {
            let number = self
                .0
                .fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed)
                .to_be_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        Ok(())
    }
}

fn vault() -> Vault {
    let entropy = Counting::default();
    Vault::of(Keys::generate(&entropy).expect("keys"), Box::new(entropy))
}

const COUPLE: CoupleId = CoupleId(7);
const HERE: Place = Place {
    couple: COUPLE,
    partner: Partner::One,
    field: "answers.sealed",
    row: 42,
    facts: None,
};

/// A file of keys in a folder that goes with the test.
struct KeyFile(PathBuf);

impl KeyFile {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tend-vault-{}-{name}", std::process::id()));
        let file = folder.join("below/master.key");
        Keys::create(&file, &OsEntropy).expect("a new file");
        Self(file)
    }

    fn refused(&self) -> String {
        format!(
            "{:#}",
            Vault::from_file(&self.0).expect_err("something is wrong")
        )
    }
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        let folder = self.0.ancestors().nth(2).expect("made by new");
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[test]
fn what_was_sealed_opens_again_in_its_place() {
    let vault = vault();
    let (key, wrapped) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let long = "ä🌱 ".repeat(4000);
    for text in [
        "",
        "x",
        &"y".repeat(251),
        &"y".repeat(252),
        &"y".repeat(253),
        &long,
    ] {
        let sealed = vault.seal(&key, HERE, text.as_bytes()).expect("sealed");
        let key = vault
            .unwrap_key(COUPLE, Partner::One, &wrapped)
            .expect("the same key");
        assert_eq!(
            &**vault.open(&key, HERE, &sealed).expect("opens"),
            text.as_bytes()
        );
    }
}

#[test]
fn lengths_tell_little_and_the_same_text_never_looks_the_same() {
    let vault = vault();
    let (key, _) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let seal = |text: &str| vault.seal(&key, HERE, text.as_bytes()).expect("sealed");
    assert_eq!(seal("").len(), seal(&"x".repeat(252)).len());
    assert_eq!(seal("").len() + 256, seal(&"x".repeat(253)).len());
    assert_ne!(seal("the same"), seal("the same"));
    assert!(
        !seal("our walk on Tuesday")
            .windows(7)
            .any(|seven| seven == b"Tuesday")
    );
}

#[test]
fn nothing_opens_anywhere_else() {
    let vault = vault();
    let (key, _) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let (other_key, _) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let sealed = vault.seal(&key, HERE, b"ours").expect("sealed");
    assert!(
        vault.open(&other_key, HERE, &sealed).is_err(),
        "another key"
    );

    let fields = [
        "answers.sealed",
        "answers.seale",
        "answers.sealed2",
        "understandings.sealed",
        "",
    ];
    let mut tried = 0;
    for couple in [7, 8, 0, -7, 7 << 32, i64::MAX] {
        for partner in [Partner::One, Partner::Two] {
            for row in [42, 43, 0, -42, 42 << 8, i64::MIN] {
                for field in fields {
                    let place = Place {
                        couple: CoupleId(couple),
                        partner,
                        field,
                        row,
                        facts: None,
                    };
                    assert_eq!(
                        vault.open(&key, place, &sealed).is_ok(),
                        place == HERE,
                        "{place:?}"
                    );
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 6 * 2 * 6 * 5);
}

#[test]
fn what_is_bound_to_facts_opens_with_these_alone_and_what_was_sealed_before_opens_still() {
    let vault = vault();
    let (key, _) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let at = |facts| Place { facts, ..HERE };
    let bound = at(Some([7, 0, 1_772_000_000_000_000]));
    let sealed = vault.seal(&key, bound, b"words").expect("sealed");
    for facts in [
        None,
        Some([0; 3]),
        Some([8, 0, 1_772_000_000_000_000]),
        Some([7, 1, 1_772_000_000_000_000]),
        Some([7, 0, 1_772_000_000_000_001]),
        Some([0, 7, 1_772_000_000_000_000]),
    ] {
        assert!(vault.open(&key, at(facts), &sealed).is_err(), "{facts:?}");
    }
    assert!(vault.open(&key, bound, &sealed).is_ok());
    let mut as_before = sealed.clone();
    as_before[0] = 1; // as if it had been sealed before facts were bound
    assert!(vault.open(&key, bound, &as_before).is_err());
    let before = vault.seal(&key, HERE, b"words").expect("sealed");
    assert!(vault.open(&key, bound, &before).is_ok());
    assert!(vault.open(&key, HERE, &before).is_ok());
}

#[test]
fn a_mark_of_a_release_is_good_for_one_place_and_one_instant() {
    let vault = vault();
    let place = Place {
        facts: Some([7, 0, 5]),
        ..HERE
    };
    let at = DateTime::UNIX_EPOCH;
    let mark = vault.release(place, at);
    assert!(vault.is_release(place, at, &mark));
    for (place, at) in [
        (Place { row: 43, ..place }, at),
        (
            Place {
                facts: Some([8, 0, 5]),
                ..place
            },
            at,
        ),
        (
            Place {
                facts: Some([7, 0, 6]),
                ..place
            },
            at,
        ),
        (
            Place {
                partner: Partner::Two,
                ..place
            },
            at,
        ),
        (
            Place {
                field: "page_me",
                ..place
            },
            at,
        ),
        (place, at + chrono::TimeDelta::microseconds(1)),
    ] {
        assert!(!vault.is_release(place, at, &mark), "{place:?} {at}");
    }
    assert!(!vault.is_release(place, at, ""));
}

#[test]
fn not_one_bit_can_be_changed_or_cut() {
    let vault = vault();
    let (key, wrapped) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let sealed = vault.seal(&key, HERE, b"ours").expect("sealed");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(vault.open(&key, HERE, &changed).is_err(), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert!(
            vault.open(&key, HERE, &sealed[..length]).is_err(),
            "{length} bytes"
        );
    }
    for bit in 0..wrapped.len() * 8 {
        let mut changed = wrapped.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(
            vault.unwrap_key(COUPLE, Partner::One, &changed).is_err(),
            "wrapped bit {bit}"
        );
    }
    for length in 0..wrapped.len() {
        assert!(
            vault
                .unwrap_key(COUPLE, Partner::One, &wrapped[..length])
                .is_err(),
            "{length} bytes wrapped"
        );
    }
}

#[test]
fn a_wrapped_key_is_for_one_person_in_one_couple() {
    let vault = vault();
    let (_, wrapped) = vault.new_key(COUPLE, Partner::One).expect("a key");
    assert!(vault.unwrap_key(COUPLE, Partner::One, &wrapped).is_ok());
    assert!(vault.unwrap_key(COUPLE, Partner::Two, &wrapped).is_err());
    assert!(
        vault
            .unwrap_key(CoupleId(8), Partner::One, &wrapped)
            .is_err()
    );
    assert!(vault.unwrap_feedback_key(COUPLE.0, &wrapped).is_err());

    let (key, wrapped) = vault.new_feedback_key(7).expect("a key");
    let sealed = vault
        .seal(&key, Place::feedback(7), b"thank you")
        .expect("sealed");
    assert!(vault.unwrap_feedback_key(8, &wrapped).is_err());
    assert!(vault.unwrap_key(COUPLE, Partner::One, &wrapped).is_err());
    assert!(vault.open(&key, Place::feedback(8), &sealed).is_err());
    assert_eq!(
        &**vault
            .open(&key, Place::feedback(7), &sealed)
            .expect("opens"),
        b"thank you"
    );
}

#[test]
fn a_mac_holds_for_its_purpose_and_bytes_only() {
    let vault = vault();
    let mac = vault.mac("invited", b"3:80351110224678912");
    assert_eq!(mac.len(), 32);
    assert!(vault.is_mac("invited", b"3:80351110224678912", &mac));
    assert!(!vault.is_mac("invited", b"4:80351110224678912", &mac));
    assert!(!vault.is_mac("prepare", b"3:80351110224678912", &mac));
    assert!(!vault.is_mac("invited", b"3:80351110224678912", &mac[..31]));
    assert!(!vault.is_mac("invited", b"3:80351110224678912", ""));
    assert_ne!(
        vault.mac("a", b"b"),
        super::private::hex(&vault.keyed_hash("a", "b")[..16]).to_string()
    );
    assert_ne!(
        vault.keyed_hash("not-to-ask", "1"),
        vault.keyed_hash("not-to-ask", "2")
    );
}

#[test]
fn rotation_killed_anywhere_loses_nothing_and_then_destroys_the_old_key() {
    let file = KeyFile::new("rotation");
    let before = std::fs::read_to_string(&file.0).expect("a copy of the old keys");
    let running = Vault::from_file(&file.0).expect("opens");
    let (key, mut wrapped) = running.new_key(COUPLE, Partner::One).expect("a key");
    let sealed = running.seal(&key, HERE, b"ours").expect("sealed");
    let mac = running.mac("invited", b"3");
    let opens = |vault: &Vault, wrapped: &[u8]| {
        let key = vault
            .unwrap_key(COUPLE, Partner::One, wrapped)
            .expect("unwraps");
        assert_eq!(&**vault.open(&key, HERE, &sealed).expect("opens"), b"ours");
    };

    // Killed before the new file took its name.
    std::fs::write(file.0.with_file_name("master.key.new"), "half").expect("written");
    opens(&Vault::from_file(&file.0).expect("opens"), &wrapped);

    // Killed after each step: old and new wrappings open, in a new program and in the running one.
    Keys::begin_rotation(&file.0, &OsEntropy).expect("begun");
    Keys::begin_rotation(&file.0, &OsEntropy)
        .expect("begun again after a kill, without another key");
    assert_eq!(Keys::read(&file.0).expect("whole").masters().count(), 2);
    let rotating = Vault::from_file(&file.0).expect("opens");
    opens(&rotating, &wrapped);
    let old = wrapped.clone();
    wrapped = rotating
        .rewrap(COUPLE, Partner::One, &wrapped)
        .expect("rewraps")
        .expect("was old");
    assert!(
        rotating
            .rewrap(COUPLE, Partner::One, &wrapped)
            .expect("rewraps")
            .is_none()
    );
    opens(&running, &old);
    opens(&running, &wrapped);
    let (_, new) = running.new_key(COUPLE, Partner::Two).expect("a key");
    assert!(
        rotating
            .rewrap(COUPLE, Partner::Two, &new)
            .expect("rewraps")
            .is_none(),
        "wrapped by the newest"
    );

    Keys::end_rotation(&file.0).expect("ended");
    Keys::end_rotation(&file.0).expect("ended again after a kill");
    let after = Vault::from_file(&file.0).expect("opens");
    opens(&after, &wrapped);
    assert!(
        after.unwrap_key(COUPLE, Partner::One, &old).is_err(),
        "the old key is gone"
    );
    assert!(
        after.is_mac("invited", b"3", &mac),
        "what was on buttons holds"
    );
    let destroyed = before
        .lines()
        .find(|line| line.starts_with("master 1 "))
        .expect("there was one");
    assert!(
        !std::fs::read_to_string(&file.0)
            .expect("the file")
            .contains(destroyed)
    );
    assert_eq!(
        std::fs::metadata(&file.0)
            .expect("the file")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
}

#[test]
fn the_file_is_private_whole_and_never_written_over() {
    let file = KeyFile::new("file");
    let text = std::fs::read_to_string(&file.0).expect("the file");
    assert_eq!(
        std::fs::metadata(&file.0)
            .expect("the file")
            .permissions()
            .mode()
            & 0o777,
        0o600
    );

    let error = Keys::create(&file.0, &OsEntropy)
        .expect_err("it is there")
        .to_string();
    assert!(error.contains("is there already"), "{error}");
    assert_eq!(std::fs::read_to_string(&file.0).expect("the file"), text);

    std::fs::set_permissions(&file.0, std::fs::Permissions::from_mode(0o640)).expect("ours");
    assert!(file.refused().contains("chmod 600"), "{}", file.refused());
    std::fs::set_permissions(&file.0, std::fs::Permissions::from_mode(0o600)).expect("ours");

    let key = text
        .lines()
        .find_map(|line| line.strip_prefix("secret "))
        .expect("a secret");
    let check = |damaged: String, words: &str| {
        std::fs::write(&file.0, damaged).expect("ours");
        let said = file.refused();
        assert!(said.contains(words) && !said.contains(key), "{said}");
    };
    check(
        text.replace("secret ", "secrte "),
        "line 3 cannot be understood",
    );
    check(text.replace(key, &key[..63]), "line 3 cannot be understood");
    check(format!("{text}master 1 {key}\n"), "master key 1 twice");
    check(
        format!("{text}master x {key}\n"),
        "line 5 cannot be understood",
    );
    check(String::new(), "no master key");
    check(format!("master 1 {key}\n"), "no secret");

    std::fs::remove_file(&file.0).expect("ours");
    assert!(
        file.refused().contains("tend keys new"),
        "{}",
        file.refused()
    );
}

#[test]
fn nothing_secret_is_in_what_is_printed_for_debugging() {
    let file = KeyFile::new("debug");
    let vault = Vault::from_file(&file.0).expect("opens");
    let (key, _) = vault.new_key(COUPLE, Partner::One).expect("a key");
    let shown = format!("{vault:?} {key:?}");
    let text = std::fs::read_to_string(&file.0).expect("the file");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let key = line.split(' ').next_back().expect("a word");
        assert!(!shown.contains(key), "{shown}");
    }
    assert!(shown.contains("Key") && !shown.contains('['), "{shown}");
}
