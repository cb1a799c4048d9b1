//! What each of the two did and saw in a long story, one after the other: kept as the expected text.

use std::cell::RefCell;

use crate::harness::Tend;
use crate::people::Person;

/// One person's way through a story.
pub struct Diary<'a> {
    pub who: &'a Person,
    tend: &'a Tend,
    pages: RefCell<String>,
}

impl<'a> Diary<'a> {
    pub fn of(tend: &'a Tend, who: &'a Person) -> Self {
        who.look_away();
        Self {
            who,
            tend,
            pages: RefCell::new(String::new()),
        }
    }

    fn note(&self, line: &str) {
        let mut pages = self.pages.borrow_mut();
        pages.push_str(line.trim_end());
        pages.push('\n');
    }

    /// What has come since they last looked: in the channel, or to them alone.
    pub fn comes(&self) {
        let news = self.who.news();
        if !news.trim().is_empty() {
            self.note("\nMeanwhile:");
            self.note(&news);
        }
        self.who.look_away();
    }

    async fn did(&self, what: String) {
        self.note(&format!("\n» {what}"));
        self.note(&self.who.news());
        self.tend.settle().await;
        self.who.look_away();
    }

    pub async fn command(&self, line: &str) -> &Self {
        self.comes();
        self.who.command(line).await;
        self.did(line.to_owned()).await;
        self
    }

    pub async fn press(&self, label: &str) -> &Self {
        self.comes();
        self.who.press(label).await;
        self.did(format!("presses “{label}”")).await;
        self
    }

    pub async fn choose(&self, placeholder: &str, choice: &str) -> &Self {
        self.comes();
        self.who.choose(placeholder, &[choice]).await;
        self.did(format!("chooses “{choice}”")).await;
        self
    }

    pub async fn write(&self, fields: &[(&str, &str)]) -> &Self {
        self.who.write(fields).await;
        let words: Vec<&str> = fields.iter().map(|(_, text)| *text).collect();
        self.did(format!("writes: {}", words.join(" / "))).await;
        self
    }

    /// A form, opened and written.
    pub async fn fill(&self, button: &str, fields: &[(&str, &str)]) -> &Self {
        self.press(button).await.write(fields).await
    }

    pub fn pages(&self) -> String {
        let pages = self.pages.borrow();
        let lines: Vec<&str> = pages.lines().map(str::trim_end).collect();
        format!("{}\n", lines.join("\n").trim())
    }
}

/// A date in both diaries.
pub async fn until(tend: &Tend, wall: &str, diaries: [&Diary<'_>; 2]) {
    tend.pass_until(wall).await;
    for diary in diaries {
        diary.comes();
        diary.note(&format!("\n# {wall}"));
    }
}
