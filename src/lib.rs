//! Tend: two people tend the trust between them, in a Discord channel of their own. This is the map.
//!
//! # What is where
//!
//! What Tend is:
//! - [`domain`]: what is true. Pure rules and values: rounds, answers, schedules, the rhythm, promises, repairs.
//! - [`features`]: what Tend does. The folder's listing is the feature list; one file or folder each.
//! - [`store`]: what is kept. All SQL, a file per table; the tables themselves explain themselves in `migrations/`.
//!
//! How it meets the world:
//! - [`discord`]: the only module that knows serenity. Interactions in, cards and posts out, the gate for requests.
//! - [`run`]: `tend run`. Wires everything once, and takes it down in order.
//! - [`scheduler`]: keeps promises when they are due. `tick` is the step, `run` the loop around it.
//!
//! What everybody is handed:
//! - [`app`]: the database, the clock, the words, the vault; and who is asking.
//! - [`clock`]: the only place that reads the time.
//! - [`entropy`]: the only place that draws randomness: keys, and ids that tell nothing.
//! - [`error`]: the person's failures, shown kindly; and ours, logged once and apologised for.
//! - [`ui`]: the few things Tend can show, with Discord's limits.
//! - [`vault`]: seals what people write. The only cryptography.
//! - [`words`]: every sentence, read from `prompts/`. Views pick them by situation and fill in values.
//! - [`zonedata`]: finds the newest laws about clocks.
//!
//! On a host's machine:
//! - [`backup`]: `tend backup` and `tend restore`: the database in one file, and back from any earlier schema.
//! - [`cluster`]: Tend's own private Postgres: found, started, watched over, stopped.
//! - [`config`]: the environment, judged at once; `SETTINGS` is the README's table.
//! - [`database`]: a server of the host's, or the private one.
//! - [`doctor`]: `tend doctor`. Looks at all that Tend needs, and says what to do about what is wrong.
//! - [`logs`]: one line per thing that happened; never a word that somebody wrote.
//!
//! Trying it out:
//! - [`sandbox`]: a local Discord, as strict as the real one, with a page for three people. Knows nothing of features.
//! - [`try_out`]: `tend sandbox`. The private Postgres, the local Discord and the bot, wired together.
//!
//! # Three ways through
//!
//! **Somebody presses *Hand in*.** `discord::gateway` receives it, `discord::arrival` reads it, and
//! `discord::inbound` sees to it that Discord is answered within three seconds whatever happens.
//! `features::act` reads the button's id, which says all it needs, finds whose couple it is about
//! (a stranger gets one sentence, always the same), and hands it to `features::checkin`. There a
//! handler reads as a story: lock the round in [`store`], ask [`domain`] what it becomes, seal with the
//! [`vault`], save, arm what is to follow as a timer, commit, reply. `discord::render` and
//! `discord::respond` bring the reply back.
//!
//! **Sunday, 19:00.** A promise is a row in `timers`. `scheduler::tick` claims what is due by a lease, stamps it
//! as sending and commits; then asks `features::due`, which in one transaction finds or opens the
//! week's round and arms next week; `discord::outbound` waits for its turn at the gate and posts, with
//! a nonce of this couple and week. Only after Discord's answer is the row finished. What dies in
//! between is taken up again, and finds what the first try has done.
//!
//! **A step in a repair.** Its button names the repair and the step. `features::repair::steps` locks the repair,
//! asks `domain::repair` what it becomes (one enum; each step names who may take it), opens what is given
//! to the other, and keeps it with what it promises: one reminder, to the responsible partner alone, and a line
//! in the channel that says nothing. All words beside the weeks are rows of `store::texts`, sealed to their kind.
//!
//! # What must always hold
//!
//! 1. Imports point one way, and `tests/it/tidy/` says which: features know no Discord, rules know nothing.
//! 2. Until a round is open to both, nobody but its author learns anything of an answer, not even that there is one.
//! 3. What people write is sealed before it reaches [`store`], and is never in a log or an error.
//! 4. Nothing waits in memory: a press may come after a restart, twice, from a stranger, or years later.
//! 5. "Only once" is a key in the schema. No transaction is open while Discord is asked.
//! 6. Time is a parameter. The rule is stored (weekday, minute, zone), and the instant follows from it.
//! 7. A refusal says what is so and what to do next, kindly. No word shown to people stands in the code.

pub mod domain;
pub mod features;
pub mod store;

pub mod discord;
pub mod run;
pub mod scheduler;

pub mod app;
pub mod clock;
pub mod entropy;
pub mod error;
pub mod ui;
pub mod vault;
pub mod words;
pub mod zonedata;

pub mod backup;
pub mod cluster;
pub mod config;
pub mod database;
pub mod doctor;
pub mod logs;

pub mod sandbox;
pub mod try_out;
