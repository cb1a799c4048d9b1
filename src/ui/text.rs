//! Makes what people wrote harmless to show, and splits it so that it arrives whole.

use super::limits;

/// A text with Discord's markdown, mentions, links' disguises and direction controls taken out
/// of force. What is read is what was written.
pub fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            // Line feeds stay; these would break out of a quote, or reorder what stands around it.
            '\r' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && c != '\n' && c != '\t' => {}
            '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '<' | '#' | '[' | ']' | '(' | ')' | '@'
            | '-' | '+' | ':' | '.'
                if must_escape(c, &safe) =>
            {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}

/// Whether this character means something where it stands, after what has been written so far.
fn must_escape(c: char, before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("");
    let starts_line = line.trim_start_matches([' ', '\t']).is_empty();
    match c {
        '#' | '-' | '+' => starts_line || line.ends_with("\\-"), // headings, lists, subtext
        '.' => !line.is_empty() && line.trim_start().chars().all(|d| d.is_ascii_digit()), // numbered lists
        ':' => {
            line.ends_with(|l: char| l.is_ascii_alphanumeric() || l == '_') && line.contains(':')
        }
        '(' | ')' => line.contains("\\]"),
        _ => true,
    }
}

/// The text as a quote: every line in the frame, nothing out of it.
pub fn quote(text: &str) -> String {
    let safe = harmless(text.trim_matches(['\n', ' ']));
    safe.split('\n')
        .map(|line| format!("> {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The beginning of a text in one harmless line, for a list.
pub fn glimpse(text: &str, at_most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= at_most {
        return harmless(&line);
    }
    let cut: String = line.chars().take(at_most).collect();
    format!("{}…", harmless(cut.trim_end()))
}

/// How long Discord may find a text: UTF-16 units, which is never less than it counts.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Lays blocks of text out over as few messages as they need, each within Discord's limit.
/// A block that is too long by itself is cut between lines or words, never inside an escape, and
/// a quote goes on as a quote. Nothing is lost.
pub fn pages(blocks: &[String]) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    let mut page = String::new();
    for block in blocks.iter().flat_map(|block| cut(block)) {
        if !page.is_empty() && length(&page) + 2 + length(&block) > limits::TEXT {
            pages.push(std::mem::take(&mut page));
        }
        if !page.is_empty() {
            page.push_str("\n\n");
        }
        page.push_str(&block);
    }
    if !page.is_empty() {
        pages.push(page);
    }
    pages
}

/// Cuts one block into pieces within the limit.
fn cut(block: &str) -> Vec<String> {
    const ROOM: usize = limits::TEXT - 8;
    if length(block) <= ROOM {
        return vec![block.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for line in block.split('\n').flat_map(|line| cut_line(line, ROOM)) {
        if !piece.is_empty() && length(&piece) + 1 + length(&line) > ROOM {
            pieces.push(std::mem::take(&mut piece));
        }
        if !piece.is_empty() {
            piece.push('\n');
        }
        piece.push_str(&line);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// Cuts a line that is too long by itself; what was a quote stays one.
fn cut_line(line: &str, room: usize) -> Vec<String> {
    let frame = if line.starts_with("> ") { "> " } else { "" };
    let mut rest = &line[frame.len()..];
    let mut lines = Vec::new();
    loop {
        if length(rest) + frame.len() <= room {
            lines.push(format!("{frame}{rest}"));
            return lines;
        }
        let at = cut_at(rest, room - frame.len());
        lines.push(format!("{frame}{}", &rest[..at]));
        rest = &rest[at..];
    }
}

/// Where to cut a line so that what comes before fits: after a space if one is near, never right
/// after a backslash, never between a character and what combines with it.
fn cut_at(line: &str, room: usize) -> usize {
    let mut used = 0;
    let mut end = 0;
    let mut space = None;
    for (at, c) in line.char_indices() {
        used += c.len_utf16();
        if used > room {
            break;
        }
        end = at + c.len_utf8();
        if c == ' ' {
            space = Some(end);
        }
    }
    let end = space.filter(|space| *space > end / 2).unwrap_or(end);
    let slashes = line[..end].chars().rev().take_while(|c| *c == '\\').count();
    if slashes % 2 == 1 { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, shown: &str) {
        assert_eq!(quote(written), shown, "{written:?}");
    }

    #[test]
    fn markdown_and_mentions_have_no_force() {
        check(
            "**loud** and @everyone",
            "> \\*\\*loud\\*\\* and \\@everyone",
        );
        check(
            "<@123> [here](https://a.b)",
            "> \\<\\@123\\> \\[here\\]\\(https://a.b\\)",
        );
        check(
            "# big\n- one\n-# small",
            "> \\# big\n> \\- one\n> \\-\\# small",
        );
        check("1. first", "> 1\\. first");
        check("> out\nof", "> \\> out\n> of");
        check("||spoiler|| `code`", "> \\|\\|spoiler\\|\\| \\`code\\`");
        check(
            "half-hearted (almost). 10:30",
            "> half-hearted (almost). 10:30",
        );
    }

    #[test]
    fn direction_controls_and_line_separators_stay_in_the_frame() {
        check("a\u{202e}b\u{2066}c\u{2028}d\u{0}e", "> abcde");
        check("שלום", "> שלום");
    }

    #[test]
    fn an_answer_of_any_length_arrives_whole() {
        for unit in ["a", "word ", "\\", "🌱", "> x\n", "é\u{301}", "* _ "] {
            let text = unit.repeat(4000 / unit.chars().count());
            let quoted = quote(&text);
            let pages = pages(std::slice::from_ref(&quoted));
            assert!(
                pages.iter().all(|page| length(page) <= limits::TEXT),
                "{unit:?}"
            );
            let strip = |s: &str| s.replace("> ", "").replace('\n', "");
            let joined: String = pages.iter().map(|page| strip(page)).collect();
            assert_eq!(joined, strip(&quoted), "{unit:?}");
            let ends_in_half_an_escape =
                |page: &String| page.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
            assert!(!pages.iter().any(ends_in_half_an_escape), "{unit:?}");
        }
    }
}
