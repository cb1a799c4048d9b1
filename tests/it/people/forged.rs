//! Ids as somebody writes them who changes their client: with what a story has made so far filled in.

use sqlx::AssertSqlSafe;

use super::Person;
use crate::harness::Inner;

/// What can stand in a forged id: its table, and in which order its rows were made.
const THINGS: &[(&str, &str, &str)] = &[
    ("cut", "cuts", "written_at, rank"),
    ("date", "dates", "created_at, rank"),
    ("hour", "question_hours", "suggested_at, rank"),
    ("promise", "promises", "made_at, rank"),
    ("question", "questions", "asked_at, rank"),
    ("repair", "repairs", "opened_at, rank"),
    ("request", "requests", "asked_at, kind"),
    ("round", "rounds", "week"),
    ("setback", "setbacks", "at, rank"),
    ("telling", "tellings", "made_at, rank"),
];

impl Inner {
    async fn id(&self, name: &str) -> i64 {
        let (what, nth) = name.split_once(' ').unwrap_or((name, "1"));
        let all = THINGS.iter().find(|(known, ..)| *known == what);
        let (_, table, order) = all.unwrap_or_else(|| panic!("nothing is called {what}"));
        let all = AssertSqlSafe(format!("select id from {table} order by {order}, id"));
        let ids: Vec<i64> = sqlx::query_scalar(all)
            .fetch_all(&self.db)
            .await
            .expect("ids");
        let nth: usize = nth.parse().expect("which of them");
        *ids.get(nth - 1)
            .unwrap_or_else(|| panic!("there is no {name}, but {}", ids.len()))
    }
}

impl Person {
    /// This text with the ids of what is named in it: `t1:inbox:hear:1:<cut 2>:0`.
    pub async fn filled(&self, text: &str) -> String {
        let mut filled = String::new();
        for part in text.split_inclusive(['<', '>']) {
            match part.strip_suffix('>') {
                Some(name) => {
                    filled.pop();
                    filled += &tend::domain::id::spelled(self.story.id(name).await);
                }
                None => filled += part,
            }
        }
        assert!(
            !is_counted(&filled),
            "{text}: ids are drawn; say what is meant, as in `t1:inbox:hear:1:<cut>:0`"
        );
        filled
    }
}

/// Whether the row in it is a number, as if rows of what people make were still counted.
fn is_counted(id: &str) -> bool {
    const DRAWN: [&str; 6] = [
        "inbox",
        "needs",
        "promise",
        "questions",
        "repair",
        "setback",
    ];
    match id.split(':').collect::<Vec<_>>()[..] {
        // Of what is picked from, the row says only which of two lists.
        [_, feature, verb, _, row, _] if verb != "pick" => {
            DRAWN.contains(&feature) && row.parse().is_ok_and(|row: i64| (1..10).contains(&row))
        }
        _ => false,
    }
}
