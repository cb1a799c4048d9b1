//! What Tend logs in a story. Each story runs in one thread, so that its events are known as its own.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

pub struct Trace(Arc<Mutex<Vec<(Level, String)>>>);

struct Keeper(Arc<Mutex<Vec<(Level, String)>>>);

struct Line(String);

impl Trace {
    /// Begins in this thread; ends when the guard goes.
    pub fn begin() -> (Self, DefaultGuard) {
        let kept = Arc::default();
        let layer = Keeper(Arc::clone(&kept));
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
        (Self(kept), guard)
    }

    pub fn lines(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|(_, line)| line.clone())
            .collect()
    }

    /// Warnings and errors.
    pub fn troubles(&self) -> Vec<String> {
        let kept = self.0.lock().unwrap();
        kept.iter()
            .filter(|(level, _)| *level <= Level::WARN)
            .map(|(level, line)| format!("{level} {line}"))
            .collect()
    }
}

impl<S: Subscriber> Layer<S> for Keeper {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let about = event.metadata();
        let ours = about.target() == "tend" || about.target().starts_with("tend::");
        if ours && *about.level() <= Level::INFO {
            let mut line = Line(about.target().to_owned());
            event.record(&mut line);
            self.0.lock().unwrap().push((*about.level(), line.0));
        }
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}
