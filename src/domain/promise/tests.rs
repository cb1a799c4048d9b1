//! What a promise can become, when its words come, and how a day is read.

use super::*;

const ANA: Partner = Partner::One;
const BEN: Partner = Partner::Two;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn promise(state: State, shared: bool, when: When) -> Promise {
    let now = at("2026-03-01T19:00:00Z");
    Promise {
        id: 1,
        couple: CoupleId(1),
        by: ANA,
        repair: None,
        shared,
        when,
        state,
        turns: 0,
        offers: 0,
        talks: 0,
        to_talk: false,
        made_at: now,
        given_at: (state != State::Draft).then_some(now),
        offered_at: None,
        closed_at: None,
    }
}

const STATES: [State; 6] = [
    State::Draft,
    State::Open,
    State::Closed(Outcome::Kept),
    State::Closed(Outcome::Partly),
    State::Closed(Outcome::CouldNot),
    State::Ended,
];

#[test]
fn nobody_but_its_maker_does_anything_with_it() {
    let now = at("2026-03-01T19:00:00Z");
    for state in STATES {
        for shared in [false, true] {
            let it = promise(state, shared, When::Open);
            let refused = Err(Refusal::NotTheirs);
            assert_eq!(it.clone().give(BEN, true, now).map(|_| ()), refused);
            assert_eq!(
                it.clone().close(BEN, Outcome::Kept, now).map(|_| ()),
                refused
            );
            assert_eq!(
                it.clone().offer(BEN, When::Open, None, now).map(|_| ()),
                refused
            );
            assert_eq!(it.clone().end(BEN, now).map(|_| ()), refused);
            assert_eq!(it.let_go(BEN), refused);
            assert_eq!(it.change(BEN), refused);
            assert_eq!(
                it.tell_week(BEN, day("2026-03-06"), day("2026-03-06"), day("2026-03-01")),
                refused
            );
        }
    }
}

#[test]
fn the_other_answers_only_to_what_was_shared_and_never_to_their_own() {
    for state in STATES {
        let mine = promise(state, false, When::Open);
        assert_eq!(mine.notice(BEN), Err(Refusal::NotTheirs), "{state:?}");
        let shared = promise(state, true, When::Open);
        let there = if state == State::Draft {
            Err(Refusal::NotTheirs)
        } else {
            Ok(())
        };
        assert_eq!(shared.notice(BEN), there, "{state:?}");
        assert_eq!(
            shared.clone().otherwise(BEN).map(|_| ()),
            there,
            "{state:?}"
        );
        assert_eq!(shared.notice(ANA), Err(Refusal::NotTheirs));
        assert_eq!(shared.otherwise(ANA), Err(Refusal::NotTheirs));
    }
}

#[test]
fn a_repair_may_begin_from_what_was_not_kept_once_its_day_is_over_or_it_was_seen_otherwise() {
    let (before, over) = (at("2026-03-05T12:00:00Z"), at("2026-03-06T00:00:00Z"));
    let (kept, partly, could_not) = (Outcome::Kept, Outcome::Partly, Outcome::CouldNot);
    // Before its day is over, after it, without a day.
    for (state, may) in [
        (State::Draft, [false, false, false]),
        (State::Open, [false, true, false]),
        (State::Closed(kept), [false, false, false]),
        (State::Closed(partly), [false, true, true]),
        (State::Closed(could_not), [false, true, true]),
        (State::Ended, [false, false, false]),
    ] {
        for ((due, now), may) in [(Some(over), before), (Some(over), over), (None, over)]
            .into_iter()
            .zip(may)
        {
            let it = promise(state, true, When::Open);
            assert_eq!(it.may_be_repaired(due, now), may, "{state:?} {due:?} {now}");
            assert!(!promise(state, false, When::Open).may_be_repaired(due, now));
            let seen = Promise { talks: 1, ..it };
            let given = state != State::Draft;
            assert_eq!(seen.may_be_repaired(due, now), given, "{state:?}");
        }
    }
}

#[test]
fn one_thing_to_talk_about_at_a_time_and_no_verdict() {
    let it = promise(State::Closed(Outcome::Kept), true, When::Open);
    let it = it.otherwise(BEN).unwrap();
    assert_eq!(it.state, State::Closed(Outcome::Kept), "nothing is decided");
    assert_eq!(it.clone().otherwise(BEN), Err(Refusal::TalkIsOpen));
    assert_eq!(it.clone().talked(ANA, 2), Err(Refusal::TalkIsOver));
    for who in [ANA, BEN] {
        let over = it.clone().talked(who, 1).unwrap();
        assert_eq!(over.clone().talked(who, 1), Err(Refusal::TalkIsOver));
        assert_eq!(over.otherwise(BEN).unwrap().talks, 2);
    }
}

#[test]
fn what_is_closed_stays_so_and_what_is_shared_too() {
    let now = at("2026-03-02T19:00:00Z");
    for outcome in [Outcome::Kept, Outcome::Partly, Outcome::CouldNot] {
        let it = promise(State::Open, true, When::Open)
            .close(ANA, outcome, now)
            .unwrap();
        assert_eq!(it.closed_at, Some(now));
        assert_eq!(
            it.clone().close(ANA, Outcome::Kept, now),
            Err(Refusal::Closed)
        );
        assert_eq!(it.clone().give(ANA, true, now), Err(Refusal::Closed));
        assert_eq!(it.let_go(ANA), Err(Refusal::Closed));
    }
    let open = promise(State::Open, true, When::Open);
    assert_eq!(open.clone().give(ANA, false, now), Err(Refusal::Given));
    assert_eq!(open.let_go(ANA), Err(Refusal::Given));
    let mine = promise(State::Open, false, When::Open);
    assert_eq!(mine.let_go(ANA), Ok(()));
    assert!(mine.give(ANA, true, now).unwrap().shared);
    let of_a_repair = Promise {
        repair: Some(7),
        ..promise(State::Draft, false, When::Open)
    };
    assert!(of_a_repair.give(ANA, false, now).unwrap().shared);
}

#[test]
fn something_else_is_offered_before_the_day_and_not_for_ever() {
    let due = Some(at("2026-03-20T18:00:00Z"));
    let it = promise(State::Open, true, When::Day(day("2026-03-20"), Some(1080)));
    let offer = |it: Promise, now| it.offer(ANA, When::Open, due, now);
    assert_eq!(
        offer(it.clone(), at("2026-03-20T18:00:00Z")),
        Err(Refusal::DayHasCome)
    );
    let mut it = it;
    for nth in 1..=OFFERS {
        it = offer(it, at("2026-03-20T17:59:59Z")).unwrap();
        assert_eq!((it.offers, it.state), (nth, State::Open));
    }
    assert_eq!(
        offer(it, at("2026-03-20T17:59:59Z")),
        Err(Refusal::OfferedOften)
    );
}

#[track_caller]
fn check_reminders(when: When, zone: &str, now: &str, expected: &[&str]) {
    let found = when.reminders(&Zones::bundled(), zone, at(now)).unwrap();
    let found: Vec<String> = found
        .iter()
        .map(|one| {
            format!(
                "{}{}",
                one.at.format("%FT%RZ"),
                if one.due { " due" } else { "" }
            )
        })
        .collect();
    assert_eq!(found, expected, "{when:?} in {zone} at {now}");
}

#[test]
fn a_word_comes_in_the_morning_and_when_it_is_due() {
    let lisbon = "Europe/Lisbon";
    let once = |minute| When::Day(day("2026-03-20"), minute);
    let now = "2026-03-01T19:00:00Z";
    check_reminders(
        once(Some(1080)),
        lisbon,
        now,
        &["2026-03-20T09:00Z", "2026-03-20T18:00Z due"],
    );
    check_reminders(
        once(Some(1080)),
        lisbon,
        "2026-03-20T09:00:00Z",
        &["2026-03-20T18:00Z due"],
    );
    check_reminders(once(Some(1080)), lisbon, "2026-03-20T18:00:00Z", &[]);
    check_reminders(once(Some(570)), lisbon, now, &["2026-03-20T09:30Z due"]);
    check_reminders(once(None), lisbon, now, &["2026-03-20T09:00Z"]);
    check_reminders(
        once(None),
        lisbon,
        "2026-03-20T09:00:00Z",
        &["2026-03-20T20:00Z"],
    );
    check_reminders(once(None), lisbon, "2026-03-20T20:00:00Z", &[]);
    check_reminders(once(None), "America/Vancouver", now, &["2026-03-20T16:00Z"]);
    check_reminders(When::Open, lisbon, now, &[]);
}

#[test]
fn every_week_it_is_the_same_on_the_wall() {
    let lisbon = "Europe/Lisbon";
    let sunday = When::Weekly(Weekday::Sun, Some(90)); // 01:30, which is left out on 29 March 2026
    check_reminders(
        sunday,
        lisbon,
        "2026-03-20T12:00:00Z",
        &["2026-03-22T01:30Z due"],
    );
    check_reminders(
        sunday,
        lisbon,
        "2026-03-22T01:30:00Z",
        &["2026-03-29T01:30Z due"],
    ); // says 02:30
    check_reminders(
        sunday,
        lisbon,
        "2026-03-29T01:30:00Z",
        &["2026-04-05T00:30Z due"],
    );
    check_reminders(
        sunday,
        lisbon,
        "2026-10-18T01:00:00Z",
        &["2026-10-25T00:30Z due"],
    ); // the first of two
    check_reminders(
        When::Weekly(Weekday::Fri, None),
        lisbon,
        "2026-03-27T08:59:00Z",
        &["2026-03-27T09:00Z due"],
    );
}

#[test]
fn the_hour_that_does_not_exist_moves_on() {
    let zones = Zones::bundled();
    let when = When::Day(day("2026-03-29"), Some(90));
    assert_eq!(
        when.over(&zones, "Europe/Lisbon"),
        Ok(Some(at("2026-03-29T01:30:00Z")))
    );
    let local = wall::local(&zones, "Europe/Lisbon", at("2026-03-29T01:30:00Z")).unwrap();
    assert_eq!(local.to_string(), "2026-03-29 02:30:00");
    let all_day = When::Day(day("2026-03-29"), None);
    assert_eq!(
        all_day.over(&zones, "Europe/Lisbon"),
        Ok(Some(at("2026-03-29T23:00:00Z")))
    );
}

#[test]
fn each_word_has_a_number_of_its_own() {
    for (turn, text, due) in [
        (0, "2026-03-20", false),
        (1, "2026-03-20", true),
        (3, "2099-12-31", true),
        (9_999, "1970-01-01", false),
    ] {
        let reminder = Reminder {
            at: at("2026-03-20T18:00:00Z"),
            day: day(text),
            due,
        };
        assert_eq!(
            Reminder::of_number(reminder.number(turn)),
            Some((turn, day(text), due))
        );
    }
    assert_eq!(Reminder::of_number(-1), None);
}

#[test]
fn a_week_is_told_of_from_its_day_on() {
    let friday = When::Weekly(Weekday::Fri, None);
    let week = |today: &str| {
        friday
            .week(day(today), day("2026-03-02"))
            .map(|day| day.to_string())
    };
    assert_eq!(week("2026-03-05"), None, "27 February was before it");
    assert_eq!(week("2026-03-06").as_deref(), Some("2026-03-06"));
    assert_eq!(week("2026-03-12").as_deref(), Some("2026-03-06"));
    let it = promise(State::Open, false, friday);
    let tell = |of: &str| it.tell_week(ANA, day(of), day("2026-03-20"), day("2026-03-02"));
    assert_eq!(tell("2026-03-20"), Ok(()));
    for wrong in ["2026-03-19", "2026-03-27", "2026-02-27"] {
        assert_eq!(tell(wrong), Err(Refusal::NoSuchWeek), "{wrong}");
    }
}

fn book() -> Phrasebook {
    let words = |text: &str| text.split(", ").map(str::to_owned).collect();
    Phrasebook {
        vague: words("try, do better"),
        large: words("never again, always"),
        others: words("you will"),
    }
}

#[track_caller]
fn check_hints(what: &str, expected: &[Hint]) {
    let when = When::Day(day("2026-03-20"), None);
    assert_eq!(
        hints(&book(), what, "You see it", when),
        expected,
        "{what:?}"
    );
}

#[test]
fn hints_are_about_whole_words() {
    check_hints("I call when I leave.", &[]);
    check_hints(
        "I will DO   better!",
        &[Hint::Vague("do better".to_owned())],
    );
    check_hints("A retry at the country house", &[]);
    check_hints(
        "Never again late. I try.",
        &[
            Hint::Large("never again".to_owned()),
            Hint::Vague("try".to_owned()),
        ],
    );
    check_hints(
        "I come home if you will",
        &[Hint::Others("you will".to_owned())],
    );
    let open = hints(&book(), "I call", " ", When::Open);
    assert_eq!(open, [Hint::NoDay, Hint::NothingToKnow]);
}

#[test]
fn a_week_has_one_number_on_all_its_days() {
    for (day, monday) in [
        ("2026-03-01", "2026-02-23"),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-08", "2026-03-02"),
        ("2027-01-03", "2026-12-28"),
    ] {
        let number = number_of_week(day.parse().unwrap());
        assert_eq!(
            monday_of(number),
            monday.parse::<NaiveDate>().unwrap(),
            "{day}"
        );
    }
}

#[test]
fn thanks_stand_beside_each_other() {
    let shared = promise(State::Open, true, When::Open);
    assert_eq!(shared.thank(BEN, 0), Ok(0));
    assert_eq!(shared.thank(BEN, 7), Ok(7));
    assert_eq!(shared.thank(BEN, THANKS), Err(Refusal::ThankedOften));
    assert_eq!(shared.thank(ANA, 0), Err(Refusal::NotTheirs));
}
