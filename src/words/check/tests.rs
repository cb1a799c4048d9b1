//! What the check finds, and that Tend's own words are fine.

use super::*;

fn file(name: &str, text: &str) -> File {
    File {
        language: "en".to_owned(),
        name: name.to_owned(),
        place: name.to_owned(),
        text: text.to_owned().into(),
    }
}

/// What the check says of these files and this code.
fn found(files: &[(&str, &str)], code: &str) -> String {
    let files: Vec<_> = files.iter().map(|(name, text)| file(name, text)).collect();
    let mut used = Used::default();
    source::look("code.rs", code, &mut used);
    let Findings {
        mut problems,
        notes,
    } = check(&files, Some(&used));
    problems.sort();
    let lines = problems
        .iter()
        .map(ToString::to_string)
        .chain(notes.iter().map(|note| format!("{note} (allowed)")));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn tends_own_words_are_fine() {
    let mut out = Vec::new();
    let fine = run(None, Path::new(env!("CARGO_MANIFEST_DIR")), &mut out).unwrap();
    assert!(fine, "{}", String::from_utf8_lossy(&out));
}

#[test]
fn a_message_that_is_said_and_not_there_is_found() {
    let words = [("a.ftl", "hello = Hello\nwelcome = Come in")];
    let code = r#"
        fn a(t: &Tongue) { t.say("hello", &[]); t.say("helo", &[]); }
        fn b(t: &Tongue) { t.say(if late { "welcome" } else { "good-by" }, &[]); button(t, "read-button"); }
    "#;
    expect_test::expect![[r#"
        code.rs:2: “helo” is said and has no words
        code.rs:3: “good-by” is said and has no words
        code.rs:3: “read-button” has no words"#]]
    .assert_eq(&found(&words, code));
}

#[test]
fn ids_on_their_way_to_be_said_are_found() {
    let code = r#"
        fn a(t: &Tongue, kept: bool) { let id = if kept { "line-kept" } else { "line-gone" }; t.say(id, &[]); }
        fn b() { ("line", "-", "Line-Gone", "line-", "line-kept") }
    "#;
    expect_test::expect![[r#"code.rs:2: “line-gone” has no words"#]]
        .assert_eq(&found(&[("a.ftl", "line-kept = Kept")], code));
}

#[test]
fn a_message_that_nothing_says_is_found_by_line() {
    let words = [(
        "a.ftl",
        "# x\nhello = Hello { -tend }\n-tend = Tend\n-unsaid = X\n\nold = { hello }\n    .hint = Old",
    )];
    let code = r#"fn a(t: &Tongue) { let id = "hello"; t.say(id, &[]); } // "old"
        #[cfg(test)]
        mod tests { fn b() { t.say("old.hint", &[]) } }"#;
    expect_test::expect![[r#"
        a.ftl:4: nothing says “-unsaid”
        a.ftl:6: nothing says “old”
        a.ftl:7: nothing says “old.hint”"#]]
    .assert_eq(&found(&words, code));
}

#[test]
fn values_that_are_missing_or_not_used_are_found() {
    let words = [(
        "a.ftl",
        "hello = Hello { $name }, { $n ->\n    [one] a week\n   *[other] { $n } weeks\n}\nbye = Bye { hello }",
    )];
    let code = r#"
        t.say("hello", &[("n", 3.into())]);
        t.say("hello", &[("n", n.into()), ("name", name("x", (1, 2)).into()), ("other", x.into())]);
        t.say("bye", &[("n", n.into()), ("name", name.into())]);
        t.say("hello", &values);
        t.say("hello", &self.values(date));
    "#;
    expect_test::expect![[r#"
        code.rs:2: “hello” needs the value “name”
        code.rs:3: “hello” does not use the value “other”"#]]
    .assert_eq(&found(&words, code));
}

#[test]
fn texts_too_long_for_their_place_are_found() {
    let long = |n| "x".repeat(n);
    let words = format!(
        "a-button = {}\nb-button = {}\nc-title = {}\nd-label = {}{{ $name }}\ne-placeholder = {}\nf-choice = {}\n\
         g-command = {}\nh = {}\ni = {}\nj = {{ $a ->\n    [x] {}\n   *[y] y\n}}\nk = {{ \"\" }}\nl = {{ nowhere }}",
        long(39),
        long(81),
        long(46),
        long(30),
        long(101),
        long(101),
        long(101),
        long(1901),
        long(1900),
        long(1901),
    );
    let code = r#"["a-button", "b-button", "c-title", "d-label", "e-placeholder", "f-choice", "g-command", "h", "i", "j", "k", "l"]"#;
    expect_test::expect![[r#"
        a.ftl:2: “b-button” may have 81 characters; a button has at most 80
        a.ftl:3: “c-title” may have 46 characters; a form's title has at most 45
        a.ftl:4: “d-label” may have 46 characters; a form's label has at most 45
        a.ftl:5: “e-placeholder” may have 101 characters; a placeholder has at most 100
        a.ftl:6: “f-choice” may have 101 characters; a choice has at most 100
        a.ftl:7: “g-command” may have 101 characters; a command's description has at most 100
        a.ftl:8: “h” may have 1901 characters; a text has at most 1900
        a.ftl:10: “j” may have 1901 characters; a text has at most 1900
        a.ftl:14: “k” is empty
        a.ftl:15: “l” names “nowhere”, which is no message
        a.ftl:1: “a-button” may have 39 characters; up to 38 are read whole on a phone (allowed)"#]]
    .assert_eq(&found(&[("a.ftl", &words)], code));
}

#[test]
fn ids_that_are_twice_there_are_found() {
    let question = |id| format!("[[question]]\nid = \"{id}\"\nshort = \"x\"\nfull = \"x\"\n");
    let thanks = format!("retired = [\"b\"]\n{}{}", question("a"), question("b"));
    let build = format!("{}{}", question("a"), question("c"));
    let words = [
        ("a.ftl", "x = 1"),
        ("b.ftl", "y = 1\nx = 2"),
        ("thanks.toml", &*thanks),
        ("build.toml", &*build),
    ];
    expect_test::expect![[r#"
        b.ftl:2: “x” is already in a.ftl:1
        build.toml:2: “a” is already in thanks.toml:3
        thanks.toml:7: “b” was another question once"#]]
    .assert_eq(&found(&words, r#"["x", "y"]"#));
}

#[test]
fn what_cannot_be_read_is_found_by_line() {
    let words = [
        ("a.ftl", "fine = Yes\n\nnot fine\n"),
        ("thanks.toml", "[[question]]\nid = \"a\"\nfull = 3\n"),
        (
            "services.toml",
            "checked = \"2026-11\"\ncountry = [\n{ code = \"XX\", name = \"X\", service = [\n{ name = \"A\", what = \"b\", kind = \"individual\" } ] } ]",
        ),
        ("wekly.toml", ""),
        ("privacy-notice.md", "Hello {{host_nme}}"),
    ];
    expect_test::expect![[r#"
        a.ftl:3: Expected a token starting with "="
        privacy-notice.md:1: “{{host_nme}}” is nothing that Tend fills in; it knows host_name and host_contact
        services.toml:4: a service needs a phone, text or url
        thanks.toml:3: invalid type: integer `3`, expected a string
        wekly.toml:1: no such file is known; messages are in .ftl files"#]]
    .assert_eq(&found(&words, r#""fine""#));
}

#[test]
fn questions_that_do_not_fit_or_are_too_few_are_found() {
    let words = [
        (
            "weekly.toml",
            "[[question]]\nid = \"A b\"\nshort = \"\"\nfull = \"\"\n",
        ),
        (
            "thanks.toml",
            "[[question]]\nid = \"t\"\nshort = \"x\"\nfull = \"x\"\nkind = \"held\"\n",
        ),
    ];
    expect_test::expect![[r#"
        thanks.toml:1: it needs two wordings, so that none comes twice in a row
        thanks.toml:2: “t”: only weekly questions have a kind
        weekly.toml:1: it needs 7 fear-hope questions and 21 others, so that none comes back within 26 weeks
        weekly.toml:2: “A b”: an id has 1 to 40 small letters, digits and hyphens
        weekly.toml:2: “A b”: it has 0 characters, and may have 1 to 600
        weekly.toml:2: “A b”: its short form has 0 characters, and may have 1 to 45"#]]
    .assert_eq(&found(&words, ""));
}

#[test]
fn words_to_look_at_twice_are_found_unless_somebody_did() {
    let words = [
        (
            "a.ftl",
            "a = You must come.\nb = Mustard, and the blame-free way\nc = You don’t forget: 5 % of all",
        ),
        (
            "gentle.toml",
            "word = [\n{ word = \"must\", why = \"an order\" },\n{ word = \"blame\", why = \"x\" },\n\
             { word = \"%\", why = \"y\" },\n{ word = \"don't forget\", why = \"z\" },\n]\nallowed = [\n\
             { id = \"b\", word = \"blame\", reason = \"there is none\" },\n\
             { id = \"b\", word = \"must\", reason = \"\" },\n]",
        ),
    ];
    expect_test::expect![[r#"
        a.ftl:1: “a” says “must”: an order
        a.ftl:3: “c” says “%”: y
        a.ftl:3: “c” says “don't forget”: z
        gentle.toml:9: an exception has a reason
        gentle.toml:9: “b” does not say “must”"#]]
    .assert_eq(&found(&words, r#"["a", "b", "c"]"#));
}

#[test]
fn code_is_read_past_comments_characters_and_raw_strings() {
    let code = "/* \"no\" */ let a = 'x'; let b: &'static str = r#\"yes \"inner\" \"#; let c = '\"'; let d = '\\''; \"also\\\"\" // \"no\"\n say(\"id\",\n  &[])";
    let mut used = Used::default();
    source::look("code.rs", code, &mut used);
    let literals: Vec<_> = used
        .literals
        .iter()
        .map(|(literal, _, line)| (literal.as_str(), *line))
        .collect();
    assert_eq!(
        literals,
        [("yes \"inner\" ", 1), ("also\\\"", 1), ("id", 2)]
    );
    assert_eq!(used.said.len(), 1);
}
