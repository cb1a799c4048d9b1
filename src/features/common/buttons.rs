//! Buttons that lead from one feature to another.

use crate::domain::round::CheckIn;
use crate::domain::{CoupleId, RoundId};
use crate::features::common::press::Press;
use crate::features::{
    Action, Command, checkin, dates, feedback, help, inbox, needs, pages, pause, privacy, promise,
    questions, reading, repair, rhythm, setback, settings,
};
use crate::ui::Button;
use crate::words::Tongue;

/// Help, one tap from every screen.
pub fn help(t: &Tongue) -> Button {
    Button::new(
        t.say("help-button", &[]),
        Action::Help(help::Action::Open).id(),
    )
}

/// What is stored about me.
pub fn privacy(t: &Tongue) -> Button {
    Button::new(
        t.say("privacy-button", &[]),
        Action::Privacy(privacy::Action::Open).id(),
    )
}

/// My side as files.
pub fn export(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("privacy-export-button", &[]),
        Action::Privacy(privacy::Action::Export(couple)).id(),
    )
}

/// The privacy notice, as the host completed it.
pub fn privacy_notice(t: &Tongue) -> Button {
    Button::new(
        t.say("privacy-notice-button", &[]),
        Action::Help(help::Action::Notice).id(),
    )
}

/// A word to the host.
pub fn feedback(t: &Tongue) -> Button {
    Button::new(
        t.say("feedback-button", &[]),
        Action::Feedback(feedback::Action::Open).id(),
    )
}

/// The three under the weekly prompt.
pub fn prompt(t: &Tongue, round: RoundId) -> Vec<Button> {
    use checkin::{Action as A, From};
    let id = |action| Action::Checkin(action).id();
    vec![
        Button::main(
            t.say("prompt-answer-button", &[]),
            id(A::Open(CheckIn::Opened(round))),
        ),
        Button::new(
            t.say("hard-week-button", &[]),
            id(A::HardWeek(CheckIn::Opened(round), From::Prompt)),
        ),
        Button::new(
            t.say("not-this-week-button", &[]),
            id(A::NotThisWeek(CheckIn::Opened(round), From::Prompt)),
        ),
    ]
}

/// Opens what both wrote.
pub fn read(t: &Tongue, round: RoundId) -> Button {
    Button::main(
        t.say("read-button", &[]),
        Action::Reading(reading::Action::Read(round)).id(),
    )
}

/// *Read now, answer tomorrow.*
pub fn answer_tomorrow(t: &Tongue, round: RoundId) -> Button {
    Button::new(
        t.say("answer-tomorrow-button", &[]),
        Action::Reading(reading::Action::Tomorrow(round)).id(),
    )
}

/// What I understood, in one line.
pub fn in_one_line(t: &Tongue, round: RoundId) -> Button {
    Button::new(
        t.say("one-line-button", &[]),
        Action::Reading(reading::Action::Line(round)).id(),
    )
}

/// Where words are mine to open or keep, because the other shared none.
pub fn open_mine(t: &Tongue, round: RoundId) -> Vec<Button> {
    let id = |action| Action::Reading(action).id();
    vec![
        Button::main(
            t.say("keep-mine-button", &[]),
            id(reading::Action::KeepMine(round)),
        ),
        Button::new(
            t.say("open-mine-button", &[]),
            id(reading::Action::OpenMine(round)),
        ),
    ]
}

/// The rhythm.
pub fn rhythm(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("rhythm-button", &[]),
        Action::Rhythm(rhythm::Action::Open(couple)).id(),
    )
}

/// *Later*: tonight or tomorrow, for oneself.
pub fn snooze(t: &Tongue, about: CheckIn) -> Button {
    Button::new(
        t.say("snooze-button", &[]),
        Action::Pause(pause::Action::Snooze(about)).id(),
    )
}

/// A rest, or another rhythm.
pub fn pause(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("pause-button", &[]),
        Action::Pause(pause::Action::Open(couple)).id(),
    )
}

/// Ends one's own rest.
pub fn come_back(t: &Tongue, couple: CoupleId) -> Button {
    Button::main(
        t.say("pause-return-button", &[]),
        Action::Pause(pause::Action::Return(couple)).id(),
    )
}

/// Lets the other know who rests, and until when.
pub fn tell_of_rest(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("pause-tell-button", &[]),
        Action::Pause(pause::Action::Tell(couple)).id(),
    )
}

/// While Tend rests, whatever the rest: each is asked alone whether to go on.
pub fn going_on(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("going-on-button", &[]),
        Action::Setback(Press::of(setback::Verb::GoingOn, couple)).id(),
    )
}

/// What leaving is, before anything happens.
pub fn ways_to_leave(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("ways-to-leave-button", &[]),
        Action::Privacy(privacy::Action::Leave(couple)).id(),
    )
}

/// People to talk to near you.
pub fn support(t: &Tongue) -> Button {
    Button::main(
        t.say("support-button", &[]),
        Action::Help(help::Action::Support(0)).id(),
    )
}

/// A hard evening: pause or support first.
pub fn setback(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("setback-button", &[]),
        Action::Setback(Press::of(setback::Verb::Open, couple)).id(),
    )
}

/// My own plan for when it comes near again.
pub fn plan(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("plan-button", &[]),
        Action::Setback(Press::of(setback::Verb::PlanOpen, couple)).id(),
    )
}

/// What settles me, what would help now, ten minutes.
pub fn needs(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("needs-button", &[]),
        Action::Needs(Press::of(needs::Verb::Open, couple)).id(),
    )
}

pub fn settings(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("settings-button", &[]),
        Action::Settings(settings::Action::Open(couple)).id(),
    )
}

/// My own dates that matter.
pub fn dates(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("dates-button", &[]),
        Action::Dates(dates::Action::Open(couple)).id(),
    )
}

/// My promises, and those shared with me.
pub fn promises(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("promises-button", &[]),
        Action::Promise(Press::of(promise::Verb::Open, couple)).id(),
    )
}

/// A promise as part of this repair.
pub fn promise_for_repair(t: &Tongue, couple: CoupleId, repair: i64) -> Button {
    Button::main(
        t.say("promise-for-repair-button", &[]),
        Action::Promise(Press::on(promise::Verb::ForRepair, couple, repair)).id(),
    )
}

/// Questions kept for an agreed hour, and something to tell.
pub fn questions(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("questions-button", &[]),
        Action::Questions(Press::of(questions::Verb::Open, couple)).id(),
    )
}

/// What is being repaired: where it stands.
pub fn repairs(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("repairs-button", &[]),
        Action::Repair(Press::of(repair::Verb::Open, couple)).id(),
    )
}

/// Back to where this repair stands, from something that was done for it.
pub fn its_repair(t: &Tongue, couple: CoupleId, row: i64) -> Button {
    Button::new(
        t.say("repair-go-back-button", &[]),
        Action::Repair(Press::on(repair::Verb::Here, couple, row)).id(),
    )
}

/// A repair that begins from this promise.
pub fn repair_from_promise(t: &Tongue, couple: CoupleId, promise: i64) -> Button {
    Button::new(
        t.say("repair-from-promise-button", &[]),
        Action::Repair(Press::on(repair::Verb::FromPromise, couple, promise)).id(),
    )
}

/// A small repair that begins from this paper cut of mine.
pub fn repair_from_cut(t: &Tongue, couple: CoupleId, cut: i64) -> Button {
    Button::new(
        t.say("repair-from-cut-button", &[]),
        Action::Repair(Press::on(repair::Verb::FromCut, couple, cut)).id(),
    )
}

/// Paper cuts: mine that wait, and those of both that were looked at.
pub fn inbox(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("inbox-button", &[]),
        Action::Inbox(Press::of(inbox::Verb::Open, couple)).id(),
    )
}

/// My own pages.
pub fn pages(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(
        t.say("pages-button", &[]),
        Action::Pages(Press::of(pages::Verb::Open, couple)).id(),
    )
}

/// Opens the check-in that is open when it is pressed, whichever that is.
pub fn check_in_now(t: &Tongue, couple: CoupleId) -> Button {
    Button::main(
        t.say("check-in-now-button", &[]),
        Action::Which(Command::Checkin, couple).id(),
    )
}

/// Opens this check-in.
pub fn check_in(t: &Tongue, about: CheckIn) -> Button {
    Button::main(
        t.say("check-in-button", &[]),
        Action::Checkin(checkin::Action::Open(about)).id(),
    )
}

/// Answers to the other's one line: that is it, or put it right.
pub fn line_answers(t: &Tongue, round: RoundId) -> Vec<Button> {
    let id = |action| Action::Reading(action).id();
    vec![
        Button::main(
            t.say("line-right-button", &[]),
            id(reading::Action::LineRight(round)),
        ),
        Button::new(
            t.say("line-correct-button", &[]),
            id(reading::Action::LineCorrect(round)),
        ),
    ]
}
