//! How Discord reads a message: as much of its markdown as can change what people see. Where its clients
//! differ, this one takes the reading that finds more signs.

/// What one sees of a message, and what one gets by copying it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Within quotes, and outside of them.
    pub quoted: String,
    pub plain: String,
    /// Where links lead.
    pub links: Vec<String>,
    /// What changes how words look or what they do: none of it may come from what people write.
    pub signs: Vec<&'static str>,
}

/// Reads what was sent; Discord takes blanks off its ends.
pub fn read(content: &str) -> Seen {
    let mut seen = Seen::default();
    let mut rest = content.trim();
    if rest.starts_with("@silent") {
        seen.signs.push("silent");
    }
    while !rest.is_empty() {
        let (one, more) = rest.split_once('\n').unwrap_or((rest, ""));
        let bare = one.trim_start_matches(' ');
        if bare.starts_with(">>> ") {
            seen.signs.push("long quote");
            return seen;
        }
        if let Some(words) = bare
            .strip_prefix('>')
            .filter(|words| words.starts_with(' '))
        {
            let mut quoted = String::new();
            lines(&words[1..], &mut quoted, &mut seen);
            seen.quoted.push_str(&quoted);
            seen.quoted.push('\n');
        } else {
            let mut plain = String::new();
            lines(one, &mut plain, &mut seen);
            seen.plain.push_str(&plain);
            seen.plain.push('\n');
        }
        rest = more;
    }
    seen
}

/// One line: what it is as a whole, then what stands in it.
fn lines(line: &str, shown: &mut String, seen: &mut Seen) {
    let bare = line.trim_start();
    let marks = bare.len() - bare.trim_start_matches('#').len();
    let begins = |sign: &str| bare.starts_with(sign);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if (1..=3).contains(&marks) && bare[marks..].starts_with(char::is_whitespace) {
        seen.signs.push("heading");
    } else if begins("-# ") {
        seen.signs.push("small print");
    } else if begins("- ")
        || begins("* ")
        || (digits.len() < bare.len() && digits.starts_with(". "))
    {
        seen.signs.push("list");
    }
    let mut at = 0;
    while at < line.len() {
        at += sign(&line[at..], shown, seen);
    }
}

/// What begins here, in the order in which Discord tries it.
fn sign(rest: &str, shown: &mut String, seen: &mut Seen) -> usize {
    let first = rest.chars().next().expect("something is left");
    let mark = |name: &'static str, seen: &mut Seen| {
        seen.signs.push(name);
        first.len_utf8()
    };
    if first == '\\'
        && let Some(next) = rest[1..].chars().next()
        && !next.is_ascii_alphanumeric()
        && !is_space(next)
    {
        shown.push(next);
        return 1 + next.len_utf8();
    }
    if first == '<'
        && let Some((inner, _)) = rest[1..].split_once('>')
        && let Some(found) = angle(inner)
    {
        match found {
            Angle::Link => {
                seen.links.push(inner.to_owned());
                shown.push_str(inner);
            }
            Angle::Other(name) => seen.signs.push(name),
        }
        return inner.len() + 2;
    }
    if let Some(url) = bare_link(rest) {
        seen.links.push(url.to_owned());
        shown.push_str(url);
        return url.len();
    }
    if first == '[' && rest.contains("](") {
        return mark("masked link", seen);
    }
    for (pair, name) in [
        ("**", "bold"),
        ("__", "underline"),
        ("~~", "struck"),
        ("||", "spoiler"),
        ("*", "emphasis"),
        ("_", "emphasis"),
        ("`", "code"),
    ] {
        if let Some(after) = rest.strip_prefix(pair)
            && after.contains(pair)
        {
            return mark(name, seen);
        }
    }
    if rest.starts_with("@everyone") || rest.starts_with("@here") {
        return mark("mention of everybody", seen);
    }
    if let Some(after) = rest.strip_prefix(':')
        && let Some((name, _)) = after.split_once(':')
        && !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
        && name.chars().any(|c| !c.is_ascii_digit() || name.len() == 1)
    {
        return mark("picture", seen);
    }
    shown.push(first);
    first.len_utf8()
}

enum Angle {
    Link,
    Other(&'static str),
}

fn angle(inner: &str) -> Option<Angle> {
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if let Some((scheme, path)) = inner.split_once(":/")
        && !scheme.is_empty()
        && !path.is_empty()
        && !inner.contains(' ')
    {
        return Some(Angle::Link);
    }
    if inner.starts_with(['@', '#', '/', ':', '+'])
        || inner.starts_with("a:")
        || inner.starts_with("t:")
    {
        return Some(Angle::Other("mention"));
    }
    if inner.contains('@') || number(inner) || inner.starts_with("tel:") || inner.starts_with("id:")
    {
        return Some(Angle::Other("address of another kind"));
    }
    None
}

/// `^((?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s])`, then brackets that were not opened in it are taken off.
fn bare_link(rest: &str) -> Option<&str> {
    let scheme = ["https://", "http://", "steam://"]
        .into_iter()
        .find(|scheme| rest.starts_with(scheme))?;
    let path = &rest[scheme.len()..];
    let end = path.find(|c| is_space(c) || c == '<').unwrap_or(path.len());
    let path = path[..end].trim_end_matches(['.', ',', ':', ';', '"', '\'', ']']);
    if path.chars().count() < 2 {
        return None;
    }
    let mut url = &rest[..scheme.len() + path.len()];
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = &url[..url.len() - 1];
    }
    Some(url)
}

/// What JavaScript calls a space.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{FEFF}'
}

#[test]
fn finds_what_discord_finds() {
    let signs = |text: &str| read(text).signs;
    for (text, sign) in [
        ("**loud**", "bold"),
        ("a _word_", "emphasis"),
        ("# big", "heading"),
        ("-# small", "small print"),
        ("- one", "list"),
        ("12. twelve", "list"),
        ("> # in a quote", "heading"),
        ("[here](https://a.b)", "masked link"),
        ("<@123>", "mention"),
        ("@everyone", "mention of everybody"),
        (":heart:", "picture"),
        ("||covered||", "spoiler"),
    ] {
        assert!(signs(text).contains(&sign), "{text}: {:?}", signs(text));
    }
    assert_eq!(signs(r"\*\*no\*\* at 10:30:15 - or #1"), [""; 0]);
    assert_eq!(
        read(r"https://a.b/our\_trip.").links,
        [r"https://a.b/our\_trip"]
    );
    assert_eq!(read("<https://a.b/x_y>.").links, ["https://a.b/x_y"]);
    assert_eq!(
        read("> a\nb"),
        Seen {
            quoted: "a\n".into(),
            plain: "b\n".into(),
            ..Seen::default()
        }
    );
}
