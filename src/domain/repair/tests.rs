//! The rules of a repair, a line of data each; and a hundred thousand walks through it.

use std::collections::BTreeMap;

use super::*;
use crate::domain::UserId;
use State as S;

fn at(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + day)
}

/// Ana (One) was hurt, and opened it.
fn repair(state: State) -> Repair {
    Repair {
        id: 1,
        couple: CoupleId(1),
        opened_by: Partner::One,
        hurt: Partner::One,
        size: Size::Big,
        promise: None,
        holds: [false; 2],
        moves: 0,
        opened_at: at(0),
        agreed_at: None,
        moved_at: at(0),
        over_at: None,
        state,
    }
}

fn answering(nth: i16, heard: Option<Heard>) -> State {
    S::Answering { nth, heard }
}

#[track_caller]
fn check(state: State, who: Partner, step: Move, expected: Result<State, CannotMove>) {
    let after = repair(state).after(who, step, at(1));
    assert_eq!(
        after.map(|repair| repair.state),
        expected,
        "{state:?} {step:?}"
    );
}

const HURT: Partner = Partner::One;
const RESPONSIBLE: Partner = Partner::Two;

#[test]
fn it_is_understood_before_it_is_apologised_for() {
    check(S::Draft, HURT, Move::Offer, Ok(S::Offered));
    check(S::Offered, RESPONSIBLE, Move::Agree, Ok(S::Telling));
    check(S::Telling, HURT, Move::Tell, Ok(S::Told));
    check(
        S::Told,
        RESPONSIBLE,
        Move::ReadAccount,
        Ok(answering(0, None)),
    );
    check(
        answering(0, None),
        RESPONSIBLE,
        Move::Answer,
        Ok(S::Weighing { nth: 0 }),
    );
    let weighing = S::Weighing { nth: 0 };
    check(
        weighing,
        HURT,
        Move::Weigh(Heard::Right),
        Ok(S::Acknowledging { nth: 0 }),
    );
    for state in [
        S::Telling,
        S::Told,
        answering(0, None),
        weighing,
        S::Acknowledging { nth: 0 },
    ] {
        check(
            state,
            RESPONSIBLE,
            Move::Apologise,
            Err(CannotMove::Elsewhere),
        );
    }
}

#[test]
fn partly_and_not_yet_lead_back_as_often_as_needed() {
    for heard in [Heard::Partly, Heard::NotYet] {
        let back = Ok(answering(8, Some(heard)));
        check(S::Weighing { nth: 7 }, HURT, Move::Weigh(heard), back);
    }
    let back = Ok(S::Acknowledging { nth: 3 });
    check(S::Acknowledged { nth: 2 }, HURT, Move::NotQuite, back);
    let read = S::Read { nth: 0, why: true };
    let back = Ok(S::Apologising { nth: 1, why: true });
    check(read, HURT, Move::NotHowItWas, back);
}

#[test]
fn only_the_one_who_was_hurt_moves_it_on() {
    let of_the_hurt = [
        (S::Telling, Move::Tell),
        (S::Weighing { nth: 0 }, Move::Weigh(Heard::Right)),
        (S::Acknowledged { nth: 0 }, Move::Confirm { why: false }),
        (S::Apologised { nth: 0, why: false }, Move::ReadApology),
        (S::Read { nth: 0, why: false }, Move::GoOn),
        (S::Planned, Move::Follow),
        (following(Some(at(9))), Move::Space),
        (following(Some(at(9))), Move::StopLooking),
        (following(None), Move::Close { kept: 1 }),
    ];
    for (state, step) in of_the_hurt {
        check(state, RESPONSIBLE, step, Err(CannotMove::Theirs(By::Hurt)));
    }
    check(
        answering(0, None),
        HURT,
        Move::Answer,
        Err(CannotMove::Theirs(By::Responsible)),
    );
}

fn following(next: Option<DateTime<Utc>>) -> State {
    S::Following {
        since: at(0),
        looks: 0,
        next,
    }
}

#[test]
fn it_closes_once_a_promised_act_was_kept() {
    check(
        following(None),
        HURT,
        Move::Close { kept: 0 },
        Err(CannotMove::NothingKept),
    );
    check(
        following(None),
        HURT,
        Move::Close { kept: 1 },
        Ok(S::Closed),
    );
    check(
        S::Planned,
        HURT,
        Move::Close { kept: 1 },
        Err(CannotMove::Elsewhere),
    );
    for (promises, becomes) in [
        (0, Err(CannotMove::NoPromise)),
        (1, Ok(S::Planned)),
        (9, Ok(S::Planned)),
    ] {
        check(S::Planning, RESPONSIBLE, Move::Plan { promises }, becomes);
    }
}

#[test]
fn where_nothing_was_kept_the_one_who_was_hurt_may_end_it_with_what_stays_open() {
    let leave = |kept| Move::LeaveOpen { kept };
    check(following(None), HURT, leave(0), Ok(S::LeftOpen));
    check(
        following(None),
        HURT,
        leave(1),
        Err(CannotMove::SomethingKept),
    );
    check(
        following(Some(at(9))),
        RESPONSIBLE,
        leave(0),
        Err(CannotMove::Theirs(By::Hurt)),
    );
    for state in [S::Telling, S::Planning, S::Planned] {
        check(state, HURT, leave(0), Err(CannotMove::Elsewhere));
    }
}

#[test]
fn a_step_that_the_other_can_see_is_work_on_it_and_ending_it_is_none() {
    for step in STEPS {
        let unseen = matches!(
            step,
            Move::ReadAccount
                | Move::ReadApology
                | Move::Space
                | Move::StopLooking
                | Move::Hold
                | Move::LetGoOn
        );
        assert_eq!(Repair::is_work(step), !unseen, "{step:?}");
    }
    assert!(!Repair::is_work(Move::Stop));
}

#[test]
fn looks_back_come_after_two_six_and_twelve_weeks_or_after_one() {
    let looks = |size| {
        let mut repair = Repair {
            size,
            ..repair(S::Planned)
        };
        repair = repair.after(HURT, Move::Follow, at(0)).expect("planned");
        let mut days = Vec::new();
        while let Some(next) = repair.reminder() {
            days.push((next - at(0)).num_days());
            repair = repair.after(RESPONSIBLE, Move::Look, next).expect("due");
        }
        days
    };
    assert_eq!(looks(Size::Big), [14, 42, 84]);
    assert_eq!(looks(Size::Small), [7]);
    let spaced = repair(following(Some(at(14)))).after(HURT, Move::Space, at(1));
    assert_eq!(spaced.map(|repair| repair.reminder()), Ok(Some(at(28))));
    let stopped = repair(following(Some(at(14)))).after(HURT, Move::StopLooking, at(1));
    assert_eq!(stopped.map(|repair| repair.reminder()), Ok(None));
}

#[test]
fn either_may_pause_it_and_it_goes_on_when_neither_does() {
    let held = repair(S::Telling)
        .after(RESPONSIBLE, Move::Hold, at(1))
        .expect("under way");
    let held = held.after(HURT, Move::Hold, at(1)).expect("hers too");
    let mine = held
        .clone()
        .after(HURT, Move::LetGoOn, at(2))
        .expect("hers");
    assert_eq!(
        mine.clone().after(HURT, Move::Tell, at(2)),
        Err(CannotMove::Paused)
    );
    let both = mine
        .after(RESPONSIBLE, Move::LetGoOn, at(3))
        .expect("theirs");
    assert!(both.after(HURT, Move::Tell, at(3)).is_ok());
    assert!(
        held.after(RESPONSIBLE, Move::Stop, at(3))
            .expect("at any time")
            .is_over()
    );
}

#[test]
fn not_now_lasts_until_the_time_that_was_named_unless_its_author_is_ready_sooner() {
    let until = at(5);
    let not_now = S::NotNow { until };
    check(S::Offered, RESPONSIBLE, Move::NotNow { until }, Ok(not_now));
    check(
        not_now,
        HURT,
        Move::AskAgain,
        Err(CannotMove::NotYet(until)),
    );
    check(
        S::NotNow { until: at(0) },
        HURT,
        Move::AskAgain,
        Ok(S::Offered),
    );
    check(not_now, RESPONSIBLE, Move::Agree, Ok(S::Telling));
}

#[test]
fn a_state_is_read_back_as_it_was_stored() {
    let states = [
        S::Draft,
        answering(2, Some(Heard::NotYet)),
        S::Read { nth: 1, why: true },
        following(Some(at(3))),
    ];
    for state in states {
        let stored = serde_json::to_string(&state).expect("plain data");
        assert_eq!(
            serde_json::from_str::<State>(&stored).expect("its own"),
            state,
            "{stored}"
        );
    }
}

/// Everything two people can press, in any order. A stranger presses too.
const STEPS: [Move; 28] = [
    Move::Offer,
    Move::Agree,
    Move::NotNow {
        until: DateTime::UNIX_EPOCH,
    },
    Move::AskAgain,
    Move::Tell,
    Move::ReadAccount,
    Move::Answer,
    Move::Weigh(Heard::Right),
    Move::Weigh(Heard::Partly),
    Move::Weigh(Heard::NotYet),
    Move::Acknowledge,
    Move::Confirm { why: true },
    Move::NotQuite,
    Move::Apologise,
    Move::ReadApology,
    Move::NotHowItWas,
    Move::GoOn,
    Move::Plan { promises: 0 },
    Move::Plan { promises: 2 },
    Move::Follow,
    Move::Close { kept: 1 },
    Move::LeaveOpen { kept: 0 },
    Move::Look,
    Move::Space,
    Move::StopLooking,
    Move::Close { kept: 0 },
    Move::Hold,
    Move::LetGoOn,
];

/// A few bits that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("small")
    }
}

/// What a bot would have kept: which tries were given to the other, which reminders were promised.
#[derive(Default)]
struct Kept {
    given: BTreeMap<(Stage, Partner, i16), u32>,
    armed: usize,
    sent: usize,
    taken_back: usize,
    pending: Option<DateTime<Utc>>,
}

impl Kept {
    fn give(&mut self, stage: Stage, by: Partner, nth: i16) {
        let times = self.given.entry((stage, by, nth)).or_default();
        *times += 1;
        assert_eq!(
            *times, 1,
            "a text that was given is written over: {stage:?} {nth}"
        );
    }

    /// The reminder of the state before goes, the one of the state after stands.
    fn promise(&mut self, after: &Repair) {
        self.taken_back += usize::from(self.pending.take().is_some());
        self.pending = after.reminder();
        self.armed += usize::from(self.pending.is_some());
    }

    /// What is due is sent: to whom, the repair says.
    fn pass(&mut self, repair: &Repair, now: DateTime<Utc>) {
        if self.pending.is_some_and(|due| due <= now) {
            self.pending = None;
            self.sent += 1;
            assert_ne!(
                repair.turn(),
                Some(repair.hurt),
                "the one who was hurt is reminded"
            );
            assert!(!repair.is_paused() && !repair.is_over() && !repair.is_draft());
        }
    }
}

/// A repair that leads from its invitation to its close.
const WHOLE: [Stage; 7] = [
    Stage::Invite,
    Stage::Understand,
    Stage::Acknowledge,
    Stage::Apologise,
    Stage::Change,
    Stage::FollowUp,
    Stage::Over,
];

fn is_one_of_the_two(user: u64) -> Option<Partner> {
    // As features::member finds out who presses.
    [(UserId(1), Partner::One), (UserId(2), Partner::Two)]
        .into_iter()
        .find_map(|(known, who)| (known == UserId(user)).then_some(who))
}

#[test]
fn a_hundred_thousand_walks_keep_the_rules_of_a_repair() {
    let mut dice = Dice(0x7e4d_2026_1122_0001);
    let (mut closed, mut left, mut stopped, mut taken) = (0, 0, 0, 0_u64);
    for walk in 0..100_000 {
        let opened_by = [Partner::One, Partner::Two][dice.roll(2)];
        let mut now = at(0);
        let mut repair = Repair {
            opened_by,
            size: [Size::Small, Size::Big][dice.roll(2)],
            ..repair(S::Draft)
        };
        let mut kept = Kept::default();
        let mut stages = vec![Stage::Invite];
        for _ in 0..80 {
            now += TimeDelta::hours(i64::try_from(dice.roll(200)).expect("small"));
            kept.pass(&repair, now);
            // One press in eight is a stranger's; one in a few hundred stops it.
            let user = [1, 1, 1, 2, 2, 2, 1, 3][dice.roll(8)];
            let Some(who) = is_one_of_the_two(user) else {
                continue; // nothing happens before that look-up
            };
            // Two in three presses are what a card would offer, in willing walks the one that leads on;
            // (in every other of them nothing was kept); the others are anything at all.
            let mut fitting = STEPS
                .into_iter()
                .filter(|step| repair.clone().after(who, *step, now).is_ok());
            let step = match dice.roll(999) {
                0 => Some(Move::Stop),
                roll if roll % 3 == 0 => Some(STEPS[dice.roll(STEPS.len())]),
                _ if walk % 4 == 0 => fitting.next(),
                _ if walk % 2 == 0 => fitting.find(|step| !matches!(step, Move::Close { .. })),
                _ => fitting.nth(dice.roll(3)),
            };
            let Some(step) = step else {
                continue;
            };
            let before = repair.clone();
            let Ok(after) = repair.clone().after(who, step, now) else {
                continue;
            };
            taken += 1;
            assert!(
                before.is(who, step.by()),
                "{before:?} {step:?} by the wrong one"
            );
            let (was, is) = (before.state.stage(), after.state.stage());
            if is != was {
                stages.push(is);
                let may = match (was, step) {
                    (_, Move::Stop) | (Stage::Invite, Move::Agree) => true,
                    _ => who == before.hurt,
                };
                assert!(may, "{was:?} to {is:?} by {who:?}");
            }
            match after.state {
                same if same == before.state => {}
                S::Told => kept.give(was, who, 0),
                S::Weighing { nth } | S::Acknowledged { nth } | S::Apologised { nth, .. } => {
                    kept.give(was, who, nth);
                }
                _ => {}
            }
            kept.promise(&after);
            repair = after;
            if repair.is_over() {
                break;
            }
        }
        let way = stages.iter().filter(|stage| **stage != Stage::Over);
        assert!(
            way.eq(WHOLE
                .iter()
                .take(stages.len() - usize::from(repair.is_over()))),
            "walk {walk}: {stages:?}"
        );
        if matches!(repair.state, S::Closed | S::LeftOpen) {
            assert_eq!(stages, WHOLE, "walk {walk}");
        }
        closed += u32::from(repair.state == S::Closed);
        left += u32::from(repair.state == S::LeftOpen);
        stopped += u32::from(repair.state == S::Stopped);
        let pending = usize::from(kept.pending.is_some());
        assert_eq!(
            kept.armed,
            kept.sent + kept.taken_back + pending,
            "walk {walk}"
        );
        assert!(
            !repair.is_over() || pending == 0,
            "walk {walk}: over, and still a reminder"
        );
    }
    assert!(
        closed > 100 && left > 100 && stopped > 100,
        "the walks lead nowhere: {closed} closed, {left} left open, {stopped} stopped"
    );
    assert!(taken > 500_000, "{taken} steps were taken");
}
