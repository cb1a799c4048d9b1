//! What somebody has before their eyes, as text.

use std::fmt::Write as _;

use chrono::DateTime;
use expect_test::Expect;
use serde_json::{Value, json};
use tend::sandbox::interactions::OpenModal;
use tend::sandbox::messages::Message;
use tend::sandbox::world::State;

/// Something that can be compared with what was expected.
pub struct Transcript(pub String);

impl Transcript {
    pub fn expect(&self, expected: Expect) {
        expected.assert_eq(&self.0);
    }

    /// Of each message its first line and its last.
    pub fn brief(&self) -> Self {
        let mut out = String::new();
        let mut lines = self.0.lines().peekable();
        while let Some(first) = lines.next() {
            let mut last = None;
            while let Some(line) = lines.next_if(|line| line.is_empty() || line.starts_with("    "))
            {
                last = Some(line.trim());
            }
            let _ = match last {
                Some(last) => writeln!(out, "{first} … {last}"),
                None => writeln!(out, "{first}"),
            };
        }
        Self(out)
    }
}

/// A message as its reader sees it.
pub fn shown(state: &State, message: &Message) -> String {
    let who = if message.is_private() {
        "only you".to_owned()
    } else {
        let name = state.name_of(message.author).to_lowercase();
        let dm = state
            .channels
            .get(&message.channel)
            .is_some_and(|channel| channel.recipient.is_some());
        if dm { format!("{name}, direct") } else { name }
    };
    let text = if message.is_thinking() {
        "(thinking)".to_owned()
    } else {
        readable(state, &message.content)
    };
    let edited = if message.edited.is_some() && !message.is_private() {
        " (edited)"
    } else {
        ""
    };
    let mut rows: Vec<String> = message.components.iter().map(row).collect();
    rows.extend(
        message
            .files
            .iter()
            .map(|file| format!("(file: {})", file.name)),
    );
    let text = format!("{text}{edited}");
    if !text.contains('\n')
        && rows.len() == 1
        && text.chars().count() + rows[0].chars().count() < 110
    {
        return format!("{who}: {text}   {}\n", rows[0]);
    }
    let mut out = format!("{who}: {}\n", text.lines().next().unwrap_or_default());
    for line in text.lines().skip(1).map(str::to_owned).chain(rows) {
        let _ = if line.is_empty() {
            writeln!(out)
        } else {
            writeln!(out, "    {line}")
        };
    }
    out
}

fn row(row: &Value) -> String {
    let parts = row["components"].as_array().into_iter().flatten();
    parts.map(part).collect::<Vec<_>>().join(" ")
}

fn part(part: &Value) -> String {
    let text = |name: &str| part[name].as_str().unwrap_or_default();
    if part["type"] == json!(2) {
        return format!("[{}]", text("label"));
    }
    let options = part["options"].as_array().into_iter().flatten();
    let chosen = options.filter(|option| option["default"] == json!(true));
    let chosen: Vec<&str> = chosen
        .filter_map(|option| option["label"].as_str())
        .collect();
    if chosen.is_empty() {
        format!("<{}>", text("placeholder"))
    } else {
        format!("<{}: {}>", text("placeholder"), chosen.join(", "))
    }
}

/// An open form, with what stands in it.
pub fn form(form: &OpenModal) -> String {
    let mut out = format!("form: {}\n", form.title);
    for row in &form.components {
        for input in row["components"].as_array().into_iter().flatten() {
            let (label, value) = (&input["label"], input["value"].as_str().unwrap_or_default());
            let _ = writeln!(out, "    {}: {value}", label.as_str().unwrap_or_default());
        }
    }
    out
}

/// Mentions and times as Discord shows them; times in UTC. What keeps a line that runs from right to left
/// from turning what stands around it is made visible.
fn readable(state: &State, text: &str) -> String {
    let mut out = String::new();
    let text = text.replace('\u{2068}', "⟨").replace('\u{2069}', "⟩");
    let mut rest = &text[..];
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest
            .find('>')
            .and_then(|end| Some((end, meaning(state, &rest[1..end])?)));
        if let Some((end, meaning)) = known {
            out.push_str(&meaning);
            rest = &rest[end + 1..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn meaning(state: &State, inner: &str) -> Option<String> {
    if let Some(time) = inner.strip_prefix("t:") {
        let seconds = time.split(':').next()?.parse().ok()?;
        return Some(
            DateTime::from_timestamp(seconds, 0)?
                .format("{%A, %-d %B %Y %H:%M UTC}")
                .to_string(),
        );
    }
    if let Some(channel) = inner.strip_prefix('#') {
        let channel = state.channels.get(&channel.parse().ok()?);
        return Some(channel.map_or("#unknown".to_owned(), |channel| {
            format!("#{}", channel.name)
        }));
    }
    let user = inner.strip_prefix('@')?.parse().ok()?;
    Some(format!("@{}", state.name_of(user)))
}
