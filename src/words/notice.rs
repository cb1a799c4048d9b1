//! The privacy notice: the host's template, filled in and cut into messages.

use super::{check, utf16};

/// What Tend fills in by itself: `{{host_name}}`.
pub const PLACES: [&str; 2] = ["host_name", "host_contact"];

/// The notice without the remarks that are meant for the host.
pub fn without_remarks(file: &str) -> String {
    let mut parts = file.split("<!--");
    let mut notice = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        notice.push_str(part.split_once("-->").map_or("", |(_, after)| after));
    }
    notice.trim().to_owned()
}

/// The paragraphs, packed into as few messages as hold them.
pub fn pages(notice: &str, values: &[(&str, &str)]) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    for paragraph in notice.split("\n\n") {
        let filled = values
            .iter()
            .fold(paragraph.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{{{name}}}}}"), value)
            });
        match pages.last_mut() {
            Some(page) if utf16(page) + utf16(&filled) + 2 <= check::TEXT => {
                page.push_str("\n\n");
                page.push_str(&filled);
            }
            _ => pages.push(filled),
        }
    }
    pages
}
