//! Splits what is shown over as few messages as it needs, so that it arrives whole.

use unicode_segmentation::UnicodeSegmentation;

use super::{ISOLATE, ISOLATED, limits};

/// How long Discord may find a text: UTF-16 units, which is never less than it counts.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Lays blocks of text out over as few messages as they need, each within Discord's limit.
/// A block that is too long by itself is cut between lines or words, and a quote goes on as a quote.
/// Never cut are an escape, an address, and what is read as one character. Nothing is lost.
pub fn pages(blocks: &[String]) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    for block in blocks {
        for (nth, piece) in cut(block).into_iter().enumerate() {
            let page = pages.last_mut().filter(|_| nth == 0);
            match page.filter(|page| length(page) + 2 + length(&piece) <= limits::TEXT) {
                Some(page) => page.extend(["\n\n", &piece]),
                None => pages.push(piece),
            }
        }
    }
    pages
}

/// Cuts one block into pieces within the limit.
fn cut(block: &str) -> Vec<String> {
    /// For empty lines that go on to the next message.
    const CARRIED: usize = 60;
    const ROOM: usize = limits::TEXT - CARRIED;
    if length(block) <= ROOM {
        return vec![block.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for line in block.split('\n').flat_map(|line| cut_line(line, ROOM)) {
        if !piece.is_empty() && length(&piece) + 1 + length(&line) > ROOM {
            // Discord takes blanks off a message's end: an empty line of a quote would leave its bare mark.
            let end = piece.trim_end_matches("\n> ").len();
            let end = end.max(piece.len().saturating_sub(CARRIED));
            let carried = piece.split_off(end);
            pieces.push(std::mem::replace(
                &mut piece,
                carried.trim_start().to_owned(),
            ));
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

/// Cuts a line that is too long by itself; what was a quote, and isolated, stays so.
fn cut_line(line: &str, room: usize) -> Vec<String> {
    let (quote, words) = line
        .strip_prefix("> ")
        .map_or(("", line), |words| ("> ", words));
    let isolated = words
        .strip_prefix(ISOLATE)
        .and_then(|words| words.strip_suffix(ISOLATED));
    let mut rest = isolated.unwrap_or(words);
    let room = room - quote.len() - 2;
    let mut lines = Vec::new();
    while !rest.is_empty() || lines.is_empty() {
        let (now, later) = rest.split_at(cut_at(rest, room));
        lines.push(if isolated.is_some() {
            format!("{quote}{ISOLATE}{now}{ISOLATED}")
        } else {
            format!("{quote}{now}")
        });
        rest = later;
    }
    lines
}

/// Where to cut a line so that what comes before fits: before blanks if some are near. Discord takes
/// them off a message's end, but not off the beginning of a quote's line.
fn cut_at(line: &str, room: usize) -> usize {
    let (mut used, mut end, mut blanks, mut in_word) = (0, 0, None, false);
    while end < line.len() {
        let next = atom(&line[end..]);
        used += length(next);
        if used > room {
            break;
        }
        let blank = next.trim().is_empty();
        if blank && in_word {
            blanks = Some(end);
        }
        in_word = !blank;
        end += next.len();
    }
    if end == line.len() {
        return end;
    }
    if end == 0 {
        // One character that fills a message: heaped up marks, or a chain of joined pictures.
        let fits = line.char_indices().scan(0, |used, (at, c)| {
            *used += c.len_utf16();
            (*used <= room).then_some(at + c.len_utf8())
        });
        return fits.last().unwrap_or(line.len());
    }
    blanks.filter(|blanks| *blanks > end / 2).unwrap_or(end)
}

/// What stands first and is not cut: an escape, an address or mention, else what is read as one character.
fn atom(text: &str) -> &str {
    let one = |from: usize| from + text[from..].graphemes(true).next().map_or(0, str::len);
    let end = match text.as_bytes().first() {
        Some(b'\\') => one(1),
        Some(b'<') => text.find('>').map_or(1, |end| end + 1),
        _ => one(0),
    };
    &text[..end]
}
