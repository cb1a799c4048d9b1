//! Reads Rust source as far as the rules need it: what is code, and which paths it names.

/// `src/features/checkin/view.rs` → features, checkin, view.
pub fn module(path: &str) -> Vec<&str> {
    let Some(path) = path.strip_prefix("src/") else {
        return Vec::new();
    };
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|&name| name != "lib").collect()
}

/// Every path the code names, groups taken apart; those within this crate begin with `crate`.
pub fn paths(code: &str, own: &[&str]) -> Vec<Vec<String>> {
    let tests = code.find("mod tests {").unwrap_or(code.len());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].find("::") {
        let start = code[..at + next]
            .rfind(|c: char| !is_name(c))
            .map_or(0, |before| before + 1);
        let mut here = Vec::new();
        at = start + take_apart(&code[start..], &mut Vec::new(), &mut here);
        let mut base: Vec<String> = own
            .iter()
            .filter(|&&name| name != "main")
            .map(|&name| name.to_owned())
            .collect();
        if start > tests {
            base.push("tests".to_owned());
        }
        found.extend(here.into_iter().map(|path| resolve(path, base.clone())));
    }
    found
}

fn resolve(mut path: Vec<String>, mut base: Vec<String>) -> Vec<String> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    match path[0].as_str() {
        "super" | "self" => {
            base.truncate(base.len().saturating_sub(ups));
            base.insert(0, "crate".to_owned());
            base.extend(path.into_iter().skip(ups.max(1)));
            base
        }
        "tend" => {
            "crate".clone_into(&mut path[0]);
            path
        }
        "features" => [vec!["crate".to_owned()], path].concat(),
        _ => path,
    }
}

/// Reads one path or group from the start of the code, and says how far it went.
fn take_apart(code: &str, so_far: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let mut at = code.len() - code.trim_start().len();
    if code[at..].starts_with('{') {
        while !code[at..].is_empty() && !code[at..].starts_with('}') {
            at += 1;
            at += take_apart(&code[at..], &mut so_far.clone(), found);
            at += code[at..].find([',', '}']).unwrap_or(code.len() - at);
        }
        return (at + 1).min(code.len());
    }
    let name = code[at..]
        .find(|c: char| !is_name(c))
        .unwrap_or(code.len() - at);
    so_far.push(code[at..at + name].to_owned());
    at += name;
    if code[at..].starts_with("::") {
        return at + 2 + take_apart(&code[at + 2..], so_far, found);
    }
    found.push(so_far.clone());
    at
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The text without comments and without what stands in strings.
pub fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = rest
            .strip_prefix('r')
            .map(|after| after.trim_start_matches('#'))
            .filter(|after| after.starts_with('"'));
        let skip = if rest.starts_with("//") {
            rest.find('\n')
        } else if let Some(raw) = raw.filter(|_| !code.ends_with(is_name)) {
            let hashes = rest.len() - 1 - raw.len();
            let end = format!("\"{}", "#".repeat(hashes));
            raw[1..]
                .find(&end)
                .map(|at| 1 + hashes + 1 + at + end.len())
        } else if c == '"' {
            closing(&rest[1..], '"').map(|at| at + 2)
        } else if rest.starts_with("'\\") || rest.starts_with("'\"'") {
            closing(&rest[1..], '\'').map(|at| at + 2)
        } else {
            code.push(c);
            Some(c.len_utf8())
        };
        rest = &rest[skip.unwrap_or(rest.len())..];
    }
    code
}

/// Where this quote stands that no backslash protects.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut protected = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == quote && !protected;
        protected = c == '\\' && !protected;
        ends.then_some(at)
    })
}
