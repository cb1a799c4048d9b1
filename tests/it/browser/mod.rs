//! Two people and a stranger in a real browser: the whole story on the page of `tend sandbox`.

mod page;
mod programs;
mod repair;

use page::{Page, Person, Window};

const ANAS: [&str; 4] = [
    "You made soup on Tuesday.",
    "The evenings feel short.",
    "The light in the kitchen.",
    "A walk by the river.",
];
const BENS: [&str; 4] = [
    "You called my mother.",
    "I was far away in my head.",
    "Reading on the stairs.",
    "Breakfast on the balcony.",
];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium and chromedriver: cargo test --test it browser -- --ignored"]
async fn two_people_tend_for_five_weeks_and_a_stranger_sees_nothing() {
    let page = Page::open().await;
    let (ana, ben) = (page.person("Ana"), page.person("Ben"));

    pair(ana, ben).await;
    answer_blind(ana, ben).await;
    read(ana, ben).await;
    four_weeks_with_one_missed(ana, ben).await;
    pause(ana, ben).await;
    export(ana).await;
    leave(ana, ben).await;
}

async fn pair(ana: Person<'_>, ben: Person<'_>) {
    ana.invites("Ben", "Lisbon").await;
    ana.choose("The day", "Sunday").await;
    ana.choose("The hour", "20:00").await;
    pictures(ana, "1-invite").await;
    ana.press("I’d like this: post the invitation").await;
    ben.press("Look at it privately").await;
    ben.sees("nothing about you is stored before your yes")
        .await;
    stranger_sees_nothing(ana.page).await;
    ben.press("Yes, let’s begin").await;
    ana.sees("tend here together now").await;
    stranger_sees_nothing(ana.page).await;
    pictures(ben, "2-together").await;
    ben.page.click("#hint-close").await;
}

async fn answer_blind(ana: Person<'_>, ben: Person<'_>) {
    let before = ben.given().await;
    ana.press("Answer").await;
    ana.choose("My week felt …", "Mostly good").await;
    pictures(ana, "3-how-it-was").await;
    ana.press("Next").await;
    ana.press("Write").await;
    ana.writes(&ANAS).await;
    ana.sees(ANAS[3]).await;
    ana.press("Next").await;
    pictures(ana, "4-who-sees-what").await;
    ana.press("Hand in").await;
    ana.sees("It’s with me now").await;
    assert_eq!(
        ben.given().await,
        before,
        "Ben can tell that Ana has answered"
    );
    stranger_sees_nothing(ana.page).await;

    let before = ana.given().await;
    ben.command("/checkin").await;
    ben.press("Next").await;
    ben.press("Write").await;
    ben.writes(&BENS).await;
    ben.sees(BENS[3]).await;
    ben.press("Next").await;
    assert_eq!(
        ana.given().await,
        before,
        "Ana can tell that Ben is answering"
    );
    ben.press("Hand in").await;
}

async fn read(ana: Person<'_>, ben: Person<'_>) {
    for words in ANAS {
        ben.sees(words).await;
    }
    ana.page.jump("minutes").await;
    ana.sees("You have both answered").await;
    assert!(
        !ana.reads().await.contains(BENS[0]),
        "Ben's words are in front of Ana before she asks for them"
    );
    ana.press("Read").await;
    for words in BENS {
        ana.sees(words).await;
    }
    stranger_sees_nothing(ana.page).await;
    pictures(ana, "5-read").await;
}

async fn four_weeks_with_one_missed(ana: Person<'_>, ben: Person<'_>) {
    for missed in [false, true, false, false] {
        let before = ana.prompt().await;
        ana.page.jump("prompt").await;
        ana.page
            .until("the next prompt comes", || async {
                ana.prompt().await.is_some_and(|next| Some(next) != before)
            })
            .await;
        if !missed {
            for person in [ana, ben] {
                person.press("Hard week").await;
            }
            ana.page.jump("minutes").await;
            ana.sees("You have both answered").await;
        }
    }
    ana.command("/rhythm").await;
    ana.sees("one week without a check-in").await;
    stranger_sees_nothing(ana.page).await;
    pictures(ana, "6-rhythm").await;
}

async fn pause(ana: Person<'_>, ben: Person<'_>) {
    ana.command("/pause").await;
    ana.press("Until I come back").await;
    ana.sees("Tend rests here until you come back.").await;
    ben.command("/checkin").await;
    ben.sees("Tend is paused here").await;
    stranger_sees_nothing(ana.page).await;
    pictures(ben, "7-resting").await;
    ana.press("Come back").await;
    ana.sees("Good to see you").await;
}

async fn export(ana: Person<'_>) {
    ana.command("/privacy").await;
    ana.press("Export my side").await;
    ana.press("Make the files").await;
    ana.sees("Here is your side").await;
    pictures(ana, "8-export").await;
    for ending in [".md", ".json"] {
        let file = ana.page.fetch(&ana.file(ending).await).await;
        assert!(
            ANAS.iter().all(|words| file.contains(words)),
            "Ana's {ending} lacks words of hers"
        );
        assert!(
            BENS.iter().all(|words| !file.contains(words)),
            "Ana's {ending} has words of Ben's"
        );
    }
    stranger_sees_nothing(ana.page).await;
}

async fn leave(ana: Person<'_>, ben: Person<'_>) {
    ana.command("/privacy").await;
    ana.press("Leave").await;
    ana.press("Leave, and say nothing").await;
    ana.sees("You have left").await;
    ben.command("/rhythm").await;
    ben.sees("Tend is paused here").await;
    stranger_sees_nothing(ana.page).await;
    pictures(ana, "9-left").await;
}

/// Nothing of Tend's is given to Cleo, on her screen or behind it.
async fn stranger_sees_nothing(page: &Page) {
    let words: Vec<&str> = ANAS.into_iter().chain(BENS).collect();
    stranger_sees_none_of(page, &words).await;
}

/// Neither these words nor anything else of Tend's.
async fn stranger_sees_none_of(page: &Page, words: &[&str]) {
    let cleo = page.person("Cleo");
    let (given, read) = (
        cleo.given().await["messages"].to_string(),
        cleo.reads().await,
    );
    for words in words
        .iter()
        .chain(&["Ana", "Ben", "Tend", "week", "resting"])
    {
        assert!(!given.contains(words), "“{words}” is given to the stranger");
    }
    for words in words {
        assert!(!read.contains(words), "the stranger reads “{words}”");
    }
}

/// The page at a telling moment: on a desk by day, and this person's screen on a phone by night.
async fn pictures(person: Person<'_>, name: &str) {
    let page = person.page;
    page.picture(&format!("{name}-desk")).await;
    page.resize(Window::Phone).await;
    page.colours("dark").await;
    person.turn_to().await;
    page.picture(&format!("{name}-phone")).await;
    page.colours("light").await;
    page.resize(Window::Desk).await;
}
