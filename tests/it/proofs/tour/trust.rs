//! The part of the tour that leads through what one tends after a breach: promises, a repair, questions,
//! tellings, paper cuts, hard evenings, needs, pages of one's own, dates and the note why.

use chrono::TimeDelta;
use tend::sandbox::components;

use super::super::process::{Pair, Process};
use super::{Typist, choose_nth, find};

const TO_THEM: &str = "Give it to them";
/// Shorter than this no sentence fits: a day.
const SENTENCE: u64 = 60;
/// Shorter than this not even a mark fits: an hour.
const WORD: u64 = 20;

/// One way through it, and who types.
struct Way<'a, T> {
    tend: &'a Process,
    pair: Pair,
    typist: &'a mut T,
}

/// Every form of these, each with a text in each field.
pub async fn tour(tend: &Process, pair: Pair, typist: &mut impl Typist) {
    let mut way = Way { tend, pair, typist };
    way.settings().await;
    way.inbox().await;
    way.questions().await; // from here on it is a Wednesday evening
    way.telling().await;
    way.setback().await;
    way.needs().await;
    way.pages().await;
    way.promises().await;
    way.repair().await;
}

impl<T: Typist> Way<'_, T> {
    async fn go(&self, who: u64, command: &str) {
        self.tend
            .command(who, self.pair.channel, command, &[])
            .await;
    }

    /// Presses these, one after the other, and waits until all that follows is done.
    async fn press(&self, who: u64, labels: &[&str]) {
        for label in labels {
            self.tend.press(who, label).await;
        }
        self.tend.settled().await;
    }

    async fn choose(&self, who: u64, placeholder: &str, at: usize) {
        choose_nth(self.tend, who, placeholder, at).await;
        self.tend.settled().await;
    }

    /// Opens a form with this button, and types in each field that is not given.
    async fn fill(&mut self, who: u64, label: &str, given: &[(&str, &str)]) {
        self.tend.open_form(who, label).await;
        self.hand_in(who, label, given).await;
    }

    /// The same with a choice that opens it.
    async fn fill_chosen(&mut self, who: u64, placeholder: &str, given: &[(&str, &str)]) {
        let (message, select) = find(self.tend, who, placeholder);
        let (id, value) = (&select["custom_id"], &select["options"][0]["value"]);
        let (id, value) = (id.as_str().unwrap(), value.as_str().unwrap());
        let world = self.tend.world();
        let asked = world.select(who, message, id, &[value]).unwrap();
        world.outcome(asked).await;
        self.hand_in(who, placeholder, given).await;
    }

    async fn hand_in(&mut self, who: u64, what: &str, given: &[(&str, &str)]) {
        let form = self.tend.world().modal(who).expect("an open form");
        let mut texts = Vec::new();
        for input in components::parts(&form.components) {
            let field = input["custom_id"].as_str().unwrap();
            let fixed = given.iter().find(|(name, _)| *name == field);
            let most = input["max_length"].as_u64().unwrap_or(4000);
            let text = match fixed {
                Some((_, text)) => (*text).to_owned(),
                None if most < WORD => "nonsense".to_owned(),
                None if most < SENTENCE => self.typist.text(&format!("short: {field} of {what}")),
                None => self.typist.text(&format!("{field} of {what}")),
            };
            texts.push((field.to_owned(), text));
        }
        let texts: Vec<(&str, &str)> = texts
            .iter()
            .map(|(field, text)| (field.as_str(), text.as_str()))
            .collect();
        let asked = self.tend.submit(who, &texts);
        self.tend.shown(asked, what).await;
        self.tend.settled().await;
    }

    /// To the next line that comes in the channel.
    async fn wait_for_news(&self) {
        self.tend.wait_until(self.tend.due("news").await).await;
    }

    async fn settings(&mut self) {
        let ana = self.pair.ana;
        self.go(ana, "settings").await;
        self.fill(ana, "Why I’m here", &[]).await;
        for date in [&[][..], &[("date", "03-11")]] {
            self.go(ana, "settings").await;
            self.press(ana, &["Dates that matter"]).await;
            self.fill(ana, "Add a date", date).await;
        }
        self.go(ana, "settings").await;
        self.press(ana, &["Dates that matter"]).await;
    }

    async fn inbox(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        for _ in 0..3 {
            self.go(ana, "inbox").await;
            self.fill(ana, "Write one", &[]).await;
        }
        self.choose(ana, "Take one back", 0).await;
        self.wait_for_news().await;
        self.go(ben, "inbox").await;
        self.press(ben, &["I hear you: 1"]).await;
        self.go(ana, "inbox").await;
        self.choose(ana, "Something that asks for more", 0).await;
        self.press(ana, &["Back", "Clear 1, with thanks"]).await;
    }

    async fn questions(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        for _ in 0..3 {
            self.go(ana, "questions").await;
            self.fill(ana, "Note a question", &[]).await;
        }
        self.choose(ana, "Open one of yours", 0).await;
        self.fill(ana, "Change the words", &[]).await;
        self.go(ana, "questions").await;
        self.press(ana, &["Our hour"]).await;
        self.fill(ana, "Just once", &[]).await;
        self.go(ana, "questions").await;
        self.press(ana, &["Our hour", "Suggest this hour"]).await;
        self.press(ben, &["Look", "Agree"]).await;
        self.wait_for_news().await;
        self.press(ben, &["Look"]).await;
        self.fill(ben, "Answer now", &[]).await;
        self.press(ben, &["The next one", "I need time"]).await;
        self.fill(ben, "Until a day", &[]).await;
        self.go(ben, "questions").await;
        self.press(ben, &["Look", "With a therapist"]).await;
        self.go(ana, "questions").await;
        self.press(ana, &["Look", "Questions", "What I can read"])
            .await;
        self.choose(ana, "Open one", 0).await;
    }

    async fn telling(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        for how in ["When they are ready", "With somebody there"] {
            self.go(ben, "questions").await;
            self.press(ben, &["Something to tell"]).await;
            self.fill(ben, how, &[]).await;
        }
        self.fill(ben, "Change the words", &[]).await;
        self.fill(ben, "On a day", &[]).await;
        self.go(ben, "questions").await;
        self.choose(ben, "Open one of yours", 0).await;
        self.press(ben, &["Now"]).await;
        self.go(ana, "questions").await;
        self.press(ana, &["Look"]).await;
        self.fill(ana, "On a day", &[]).await;
        self.go(ana, "questions").await;
        self.press(ana, &["Look", "Hear it now", "Stop here"]).await;
    }

    async fn setback(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        self.go(ana, "setback").await;
        self.press(ana, &["Support", "What happened"]).await;
        self.choose(ana, "A name for it", 1).await;
        self.fill(ana, "Write it down", &[]).await;
        self.fill(ana, "Write on", &[]).await;
        self.press(ana, &["Next", "My plan"]).await;
        self.fill(ana, "Write my plan", &[]).await;
        self.press(ana, &["Let the other read it"]).await;
        self.go(ana, "setback").await;
        self.press(ana, &["Go on", "Earlier pages"]).await;
        self.go(ana, "setback").await;
        self.press(
            ana,
            &[
                "Go on",
                "It has happened before",
                "Whether to go on",
                "Go on",
            ],
        )
        .await;
        self.go(ben, "needs").await;
        self.press(ben, &["My plan"]).await;
    }

    async fn needs(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        for list in ["What settles me", "What would help now", "What I offer"] {
            self.go(ana, "needs").await;
            self.press(ana, &[list]).await;
            self.fill(ana, "Write", &[]).await;
            if list != "What I offer" {
                self.press(ana, &["Let the other read it"]).await;
            }
        }
        self.go(ben, "needs").await;
        self.press(ben, &["What the other shares"]).await;
        self.choose(ben, "That one today", 0).await;
        self.press(ana, &["Look", "Later today", "Look", "Yes, gladly"])
            .await;
        self.go(ana, "needs").await;
        self.press(ana, &["Ten minutes today"]).await;
        self.fill(ana, "Now, if you can", &[]).await;
        self.press(ben, &["Look", "Not now"]).await;
        for (page, again) in [
            ("What trust looks like", "Renew mine"),
            ("A need and an offer", "Another round"),
        ] {
            for who in [ana, ben] {
                self.go(who, "needs").await;
                self.press(who, &[page]).await;
                self.fill(who, "Write mine", &[]).await;
                self.press(who, &["Hand in"]).await;
            }
            self.go(ana, "needs").await;
            self.press(ana, &[page]).await;
            self.fill(ana, again, &[]).await;
        }
    }

    async fn pages(&mut self) {
        let ana = self.pair.ana;
        for list in [
            "About the other",
            "About myself",
            "What I am ready to put down",
        ] {
            self.go(ana, "pages").await;
            self.press(ana, &[list]).await;
            self.fill(ana, "Write a page", &[]).await;
            self.fill_chosen(ana, "A question to begin with", &[]).await;
            self.choose(ana, "Open one of your pages", 0).await;
            self.fill(ana, "Change it", &[]).await;
        }
    }

    async fn promises(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        let tomorrow = &[("when", "tomorrow")][..];
        self.go(ana, "promise new").await;
        self.fill(ana, "Write my own", &[]).await;
        self.go(ana, "promise new").await;
        self.fill(ana, "Write my own", tomorrow).await;
        self.fill(ana, "Change it", tomorrow).await;
        self.press(ana, &["Only for me"]).await;
        for answer in ["Kept", "I could not"] {
            self.go(ana, "promise new").await;
            self.fill_chosen(ana, "An everyday promise", tomorrow).await;
            self.press(ana, &["Share with the other"]).await;
            self.fill(ana, "I cannot keep this", tomorrow).await;
            self.fill(ana, answer, &[]).await;
        }
        for (label, at) in [("I noticed", 0), ("I see it otherwise", 0)] {
            self.go(ben, "promise list").await;
            self.choose(ben, "Look at one that was shared", at).await;
            self.fill(ben, label, &[]).await;
        }
        self.go(ana, "promise new").await;
        self.fill(ana, "Write my own", &[("when", "every day")])
            .await;
        self.go(ana, "promise new").await;
        self.fill(ana, "Write my own", &[("when", "every Friday")])
            .await;
        self.press(ana, &["Share with the other"]).await;
    }

    /// The only one that is open.
    async fn open(&self, who: u64) {
        self.go(who, "repair board").await;
        self.press(who, &["Open 1"]).await;
    }

    /// Opens it, writes what is asked for, and gives it.
    async fn give(&mut self, who: u64, write: &str, give: &str) {
        self.open(who).await;
        self.fill(who, write, &[]).await;
        self.fill(who, "Change the words", &[]).await;
        self.press(who, &[give]).await;
    }

    /// A big one: it has every form of a small one.
    async fn repair(&mut self) {
        let Pair { ana, ben, .. } = self.pair;
        self.go(ana, "repair open").await;
        self.press(ana, &["Something hurt me"]).await;
        self.choose(ana, "What kind", 2).await;
        self.choose(ana, "Small or big", 1).await;
        self.fill(ana, "Write a line", &[]).await;
        self.press(ana, &["Ask whether they’re ready"]).await;
        self.open(ben).await;
        self.press(ben, &["Yes, I’m ready for this"]).await;
        self.give(ana, "Write", "Let them read it").await;
        self.open(ben).await;
        self.press(ben, &["Read it"]).await;
        for heard in ["Not yet", "Partly"] {
            self.give(ben, "Write what I understood", TO_THEM).await;
            self.open(ana).await;
            self.fill(ana, heard, &[]).await;
        }
        self.give(ben, "Write what I understood", TO_THEM).await;
        self.open(ana).await;
        self.press(ana, &["That’s right"]).await;
        self.give(ben, "Write what I acknowledge", TO_THEM).await;
        self.open(ana).await;
        self.fill(ana, "Not quite", &[]).await;
        self.give(ben, "Write what I acknowledge", TO_THEM).await;
        self.open(ana).await;
        self.press(ana, &["Yes; and I’d like to know why"]).await;
        self.give(ben, "Write the apology", TO_THEM).await;
        self.open(ana).await;
        self.press(ana, &["Read it now"]).await;
        self.fill(ana, "That’s not how it was", &[]).await;
        self.give(ben, "Write the apology", TO_THEM).await;
        for who in [ana, ben] {
            self.open(who).await;
            self.press(who, &["All that was said"]).await;
            self.fill(who, "Add a part of mine", &[]).await;
            self.press(who, &[TO_THEM]).await;
        }
        self.open(ana).await;
        self.press(ana, &["Read it now", "Go on to what changes"])
            .await;
        self.open(ben).await;
        self.press(ben, &["Make a promise"]).await;
        self.fill(ben, "Write my own", &[("when", "tomorrow")])
            .await;
        self.press(ben, &["Share with the other"]).await;
        self.open(ben).await;
        self.press(ben, &["These are my promises"]).await;
        self.open(ana).await;
        self.press(ana, &["Go on to following up"]).await;
        self.go(ben, "promise list").await;
        self.choose(ben, "Look at one of yours", 0).await;
        self.fill(ben, "Kept", &[]).await;
        self.tend.pass(TimeDelta::days(15));
        self.tend.settled().await;
        self.open(ben).await;
        self.fill(ben, "Look back", &[]).await;
        self.open(ana).await;
        self.fill(ana, "Close it", &[]).await;
        self.press(ana, &["All that was said"]).await;
    }
}
