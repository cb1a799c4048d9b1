//! One line per thing that happened: never a word that somebody wrote, a name or a token.
//!
//! Tend's own events are written as they are, each value made harmless. Libraries are let in with
//! warnings only, and of these only what surely is their own text: serenity warns of a gateway
//! message it cannot read by printing it whole, with what was typed. Spans are never written, at
//! no level: serenity's hold the bodies of requests.

mod clean;

use std::fmt::Write as _;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::SecondsFormat;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};

use crate::clock::Clock;
use crate::config::{LogFormat, Logging};
pub use clean::clean;

/// A longer value is cut: no line may flood the log.
const LONGEST: usize = 2000;

/// From now on what happens is logged to standard error, panics included.
pub fn start(logging: Logging, clock: Arc<dyn Clock>) {
    let lines = Lines::new(logging, clock, Box::new(std::io::stderr()));
    // Only a second call can fail, and the first one's choice stands.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines));
    log_panics();
}

/// A panic is logged by its place. Its text is shown only where it is a constant of the code: a
/// text put together at that moment may hold what somebody wrote.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        let text = panic
            .payload()
            .downcast_ref::<&'static str>()
            .copied()
            .unwrap_or("not shown");
        tracing::error!(place, text, "Tend panicked");
    }));
}

/// Turns events into lines.
struct Lines {
    logging: Logging,
    clock: Arc<dyn Clock>,
    out: Mutex<Box<dyn Write + Send>>,
}

impl Lines {
    fn new(logging: Logging, clock: Arc<dyn Clock>, out: Box<dyn Write + Send>) -> Self {
        Self {
            logging,
            clock,
            out: Mutex::new(out),
        }
    }

    fn wants(&self, metadata: &Metadata<'_>) -> bool {
        let most = if is_ours(metadata) {
            self.logging.level
        } else {
            self.logging.level.min(LevelFilter::WARN)
        };
        metadata.is_event() && *metadata.level() <= most
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    target == "tend" || target.starts_with("tend::")
}

impl<S: Subscriber> Layer<S> for Lines {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.wants(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.logging.level)
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        // Asked again: an event from elsewhere may come without having been asked for.
        if !self.wants(metadata) {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        if !is_ours(metadata) {
            let place = format!(
                "{}:{}",
                metadata.file().unwrap_or("?"),
                metadata.line().unwrap_or(0)
            );
            fields = Fields {
                message: clean::code_only(&fields.message),
                others: vec![("place", Value::from(clean::harmless(&place)))],
            };
        }
        let at = self
            .clock
            .now()
            .to_rfc3339_opts(SecondsFormat::Millis, true);
        let line = match self.logging.format {
            LogFormat::Text => text(&at, metadata, &fields),
            LogFormat::Json => json(&at, metadata, fields),
        };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // There is nowhere to say that saying fails.
        let _ = out.write_all(line.as_bytes());
    }
}

fn text(at: &str, metadata: &Metadata<'_>, fields: &Fields) -> String {
    let mut line = format!(
        "{at} {} {} {}",
        level(metadata),
        metadata.target(),
        fields.message
    );
    for (name, value) in &fields.others {
        // A text in quotes, where it could be taken for something else.
        let written = match value {
            Value::String(text) if !text.is_empty() && !text.contains([' ', '"', '=']) => {
                write!(line, " {name}={text}")
            }
            other => write!(line, " {name}={other}"),
        };
        written.expect("writing to a String cannot fail");
    }
    line.push('\n');
    line
}

fn json(at: &str, metadata: &Metadata<'_>, fields: Fields) -> String {
    let mut object = Map::new();
    object.insert("at".to_owned(), at.into());
    object.insert("level".to_owned(), level(metadata).into());
    object.insert("target".to_owned(), metadata.target().into());
    object.insert("message".to_owned(), fields.message.into());
    for (name, value) in fields.others {
        object.insert(name.to_owned(), value);
    }
    format!("{}\n", Value::Object(object))
}

fn level(metadata: &Metadata<'_>) -> &'static str {
    match *metadata.level() {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    }
}

/// An event's values, each made harmless as it comes in.
#[derive(Default)]
struct Fields {
    message: String,
    others: Vec<(&'static str, Value)>,
}

impl Fields {
    fn text(&mut self, field: &Field, text: &str) {
        let mut text = clean::harmless(&clean::without_tokens(text));
        if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(cut);
            text.push('…');
        }
        if field.name() == "message" {
            self.message = text;
        } else {
            self.others.push((field.name(), text.into()));
        }
    }

    fn value(&mut self, field: &Field, value: impl Into<Value>) {
        self.others.push((field.name(), value.into()));
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.text(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.value(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.value(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.value(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.value(field, value);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use tracing::{debug, error, info, info_span, trace_span, warn};

    use super::*;
    use crate::clock::StoppedClock;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0
                .lock()
                .expect("nobody panics here")
                .extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// What is logged while this runs.
    fn logged(level: LevelFilter, format: LogFormat, run: impl FnOnce()) -> String {
        let out = Shared::default();
        let clock = StoppedClock::at("2026-03-01T19:00:00Z".parse().expect("an instant"));
        let lines = Lines::new(
            Logging { level, format },
            Arc::new(clock),
            Box::new(out.clone()),
        );
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), run);
        let bytes = out.0.lock().expect("nobody panics here").clone();
        String::from_utf8(bytes).expect("text")
    }

    fn check(format: LogFormat, run: impl FnOnce(), expected: &Expect) {
        expected.assert_eq(&logged(LevelFilter::INFO, format, run));
    }

    #[test]
    fn a_line_says_what_happened_and_to_which_couple() {
        let happened = || {
            info!(
                couple.id = 7,
                timer.kind = "reveal",
                late = true,
                "posted the reveal"
            );
            error!(reason = "two words", empty = "", "one line");
            debug!("not at this level");
        };
        check(
            LogFormat::Text,
            happened,
            &expect![[r#"
            2026-03-01T19:00:00.000Z info tend::logs::tests posted the reveal couple.id=7 timer.kind=reveal late=true
            2026-03-01T19:00:00.000Z error tend::logs::tests one line reason="two words" empty=""
        "#]],
        );
        check(
            LogFormat::Json,
            happened,
            &expect![[r#"
            {"at":"2026-03-01T19:00:00.000Z","couple.id":7,"late":true,"level":"info","message":"posted the reveal","target":"tend::logs::tests","timer.kind":"reveal"}
            {"at":"2026-03-01T19:00:00.000Z","empty":"","level":"error","message":"one line","reason":"two words","target":"tend::logs::tests"}
        "#]],
        );
    }

    #[test]
    fn no_value_can_forge_a_line_or_paint_the_terminal() {
        let hostile = "a\nb\r\u{1b}[31mred\u{202e}tpyrc\u{2066}\u{0}\u{2028}\u{85}\u{feff}é🌱";
        let happened = || info!(hostile, "{hostile}");
        for format in [LogFormat::Text, LogFormat::Json] {
            let logged = logged(LevelFilter::TRACE, format, happened);
            assert_eq!(logged.matches('\n').count(), 1, "{logged:?}");
            let odd = |c: char| {
                c.is_control() && c != '\n'
                    || ('\u{2028}'..='\u{202e}').contains(&c)
                    || ('\u{2066}'..='\u{2069}').contains(&c)
            };
            assert!(!logged.contains(odd), "{logged:?}");
            assert!(logged.contains("é🌱"), "{logged:?}");
        }
        check(
            LogFormat::Text,
            || info!(hostile),
            &expect![[r#"
            2026-03-01T19:00:00.000Z info tend::logs::tests  hostile=a\u{a}b\u{d}\u{1b}[31mred\u{202e}tpyrc\u{2066}\u{0}\u{2028}\u{85}\u{feff}é🌱
        "#]],
        );
    }

    #[test]
    fn spans_never_reach_the_log_whatever_the_level() {
        let logged = logged(LevelFilter::TRACE, LogFormat::Text, || {
            let span = trace_span!(target: "serenity::http::client", "perform", req = "our walk on Tuesday");
            span.in_scope(|| {
                info!("inside");
                warn!(target: "serenity::http::client", body = "our walk on Tuesday", "Ratelimited for 3s");
            });
            let ours = info_span!("ours", words = "our walk on Tuesday");
            assert!(ours.is_disabled() && span.is_disabled());
        });
        assert!(!logged.contains("Tuesday"), "{logged}");
        assert!(
            logged.contains("inside") && logged.contains("Ratelimited for 3s"),
            "{logged}"
        );
    }

    #[test]
    fn of_libraries_only_warnings_and_only_their_own_text() {
        let payload = r#"{"t":"INTERACTION_CREATE","d":{"value":"our walk on Tuesday"}}"#;
        let happened = || {
            info!(target: "serenity::gateway", "our walk on Tuesday");
            // As in serenity 0.12.5, gateway/ws.rs.
            warn!(target: "serenity::gateway::ws", "Err deserializing text: Json(Error(\"x\")); text: {payload}");
            warn!(target: "serenity::gateway::ws", "Err deserializing text: EOF; text: our walk on Tuesday");
            warn!(target: "sqlx::query", summary = "select 'our walk on Tuesday'", "slow statement");
            error!(target: "serenity::gateway", "Shard handler received err: Gateway(InvalidAuthentication)");
            info!(target: "tendril", "not ours");
        };
        let logged = logged(LevelFilter::TRACE, LogFormat::Text, happened);
        let logged: Vec<&str> = logged
            .lines()
            .map(|line| line.split(" place=").next().unwrap_or_default())
            .collect();
        expect![[r"
            2026-03-01T19:00:00.000Z warn serenity::gateway::ws Err deserializing text: Json(Error…
            2026-03-01T19:00:00.000Z warn serenity::gateway::ws Err deserializing text: EOF…
            2026-03-01T19:00:00.000Z warn sqlx::query slow statement
            2026-03-01T19:00:00.000Z error serenity::gateway Shard handler received err: Gateway(InvalidAuthentication)"]]
        .assert_eq(&logged.join("\n"));
    }

    #[test]
    fn a_long_value_is_cut() {
        let logged = logged(LevelFilter::INFO, LogFormat::Text, || {
            info!(long = "ab".repeat(100_000), "long");
        });
        assert!(logged.len() < 3000 && logged.ends_with("…\n"));
    }

    #[test]
    fn a_panic_tells_its_place_and_never_what_it_was_about() {
        let words = "our walk on Tuesday";
        // The hook is the whole process's: it goes back at once, and other tests' panics pass through.
        let before = std::panic::take_hook();
        log_panics();
        let logged = logged(LevelFilter::INFO, LogFormat::Text, || {
            let _ = std::panic::catch_unwind(|| panic!("about {words}"));
            let _ = std::panic::catch_unwind(|| panic!("a constant of the code"));
        });
        std::panic::set_hook(before);
        assert!(!logged.contains("Tuesday"), "{logged}");
        assert!(
            logged.contains("src/logs/mod.rs:") && logged.contains("a constant of the code"),
            "{logged}"
        );
    }
}
