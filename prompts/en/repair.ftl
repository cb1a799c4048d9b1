# /repair: understood before it is apologised for. Who is hurt and who is responsible holds for one repair.

repair-command = Repair: understood first, then apologised for, then changed
repair-board-command = What you are repairing together: where it stands, what comes next
repair-open-command = Begin a repair, in words or just “there is something”
repairs-button = Repairs
repair-from-promise-button = Begin a repair about this
repair-not-from-promise = A repair can begin from a promise once its day is over, or after “{ promise-otherwise-button }”. For anything else there is /repair open.
repair-from-cut-button = Make it a small repair
repair-look-in-button = Look at it privately
repair-go-back-button = Back to the repair

# In the channel, for both: nobody's words, nothing of what it is.
repair-news-offered = There is something one of you would like to put right together. It opens privately, whenever it suits.
repair-news = There is something new in what you are putting right together. It keeps until you want to look.
# It ended, and something in it stays open between the two.
repair-news-left-open = A repair of yours has ended. Its last card is there for you both.
repair-news-closed = Something that you put right together is closed. Its last card is there for you both.

# A direct message, to the one who is responsible in that repair, and never to the other.
repair-word-turn = In a repair of yours the next step is with you. One calm hour is enough; this is the only time I bring it up.
repair-word-look = It is time for a look back at what you promised in a repair: what you have done, in a line or two.
repair-word-not-now = You named a time to look at a repair again. Here it is, if it still suits.
repair-word-ask-again = The time has come that was named to you. You may ask again, when it feels right.

# The board.
repair-board =
    ### What you are putting right
repair-board-none = Nothing is open. If there is something, however small, it can begin here without details.
# $kind is one of repair-kind, $stage one of the stages.
repair-board-line = { $number }. { $kind } – { $stage }
repair-board-open-button = Open { $number }
repair-begin-button = There is something

# Beginning.
repair-begin =
    ### There is something
    It can be small, a matter of minutes, or big, a matter of weeks. Nothing reaches the other before you have read how it sounds, and they choose when they are ready.

    This holds for this one repair only, and ends with it:
repair-hurt-me-button = Something hurt me
repair-hurt-them-button = I did something that hurt
repair-about-promise = It is about this promise:
repair-draft = Only you see this so far.
repair-draft-without = Without a line it simply says: there is something. That is enough.
repair-kind-placeholder = What kind of thing it was, if you like
repair-size-placeholder = Small or big
# $kind: unsaid, promise, deception, secrecy, neglect, other.
repair-kind = { $kind ->
    [promise] A promise not kept
    [deception] Something untrue
    [secrecy] Something kept secret
    [neglect] Not being there
   *[other] There is something
    }
repair-kind-choice = { $kind ->
    [unsaid] I’d rather not name it
    [promise] A promise not kept
    [deception] Something untrue
    [secrecy] Something kept secret
    [neglect] Not being there
   *[other] Something else
    }
repair-size-choice = { $size ->
    [small] Small: short forms, a look back after a week
   *[big] Big: room for everything, looks back over three months
    }
repair-opening-button = Write a line
repair-opening-title = What it is about
repair-opening-label = In your own words
repair-opening-placeholder = What happened, plainly; about one thing. Or leave it empty.
repair-opening-head = In a line
repair-offer-button = Ask whether they’re ready
repair-let-go-button = Let it go
repair-let-go = It is gone, and nobody has learnt of it.
repair-one-at-a-time = One of these is under way already, and one at a time is plenty. Yours is kept as it is.

# Asked.
repair-there-is-something = > There is something.
repair-invited = { $other } would like to put this right with you. Saying yes is a yes to this repair only; you can pause it or stop it at any time. “Not now” is a full answer.
repair-invited-hurt = { $other } would like to put right something that hurt you. You alone move it from step to step. You can pause it or stop it at any time; “not now” is a full answer.
repair-agree-button = Yes, I’m ready for this
repair-not-now-placeholder = Not now: when may it come back?
repair-not-now-choice = { $days ->
    [1] Tomorrow
    [7] In a week
    [14] In two weeks
    [30] In a month
   *[other] In { $days } days
    }
repair-ask-again-button = Ask again
repair-not-before = { $other } asked to wait until { $when }. You can ask again after that.

# Where it stands. $size, $kind, $stage and $next are messages of this file.
repair-head =
    ### { $kind }
    { $size }. Now: { $stage }. { $next }
repair-head-invite =
    ### { $kind }
    { $size }, not begun yet. { $next }
repair-head-small = A small repair
repair-head-big = A big repair
repair-stage-invite = not begun yet
repair-stage-understand = understand
repair-stage-acknowledge = acknowledge
repair-stage-apologise = apologise
repair-stage-change = change
repair-stage-follow-up = follow up
repair-stage-over = over
repair-next-paused = It is paused.
repair-next-draft = Write a line or none, read how it sounds, then ask.
repair-next-asked = You are asked whether you’re ready for this one.
repair-next-offered = { $other } is asked whether they’re ready. It keeps.
# Before and after the time that was named with “not now”.
repair-next-not-now = { $other } said “not now”, until { $when }. You can ask again after that.
repair-next-not-now-over = The time { $other } named has come. You can ask again whenever it feels right.
repair-next-not-now-mine = You said “not now”, until { $when }. You can say yes earlier.
repair-next-not-now-mine-over = You wanted to look at this again about now. There’s no rush.
repair-next-telling = You write what it did to you, in your own time.
repair-next-told = What it did to { $other } is there for you to read, before anything is written back.
repair-next-answering = You write what you understood of it.
repair-next-weighing = { $other } has written what they understood. Is that it?
repair-next-acknowledging = You write what you acknowledge: what you did, in your own words.
repair-next-acknowledged = { $other } has put into words what they did. Is that it?
repair-next-apologising = Now there is room for an apology.
repair-next-apologised = There is an apology for you, to be read when you choose. It keeps.
repair-next-read = You have read it. What comes next is yours, whenever you like; it asks for no answer.
repair-next-planning = You make one to three promises, small enough to be seen.
repair-next-planned = { $other } has made their promises. You decide when following up begins.
repair-next-following = { $other } lives what they promised, and looks back from time to time. You close it when it is right for you.
repair-next-following-responsible = You live what you promised, and look back from time to time.
repair-next-over = It is over.
repair-next-theirs = The next step is with { $other }, in their own time. There is nothing for you to do.

# Writing, and how it reads. $head is one of the heads below.
repair-block = { $head }:
repair-block-theirs = { $head } – { $other }:
repair-prepared = Only you see this so far. This is how it would read:
repair-change-words-button = Change the words
repair-nothing-written = There is nothing written for this step yet. Write first, read how it sounds, then give it.
repair-words-needed = This step needs a few words in the first field that asks for them. Nothing was changed.
repair-without-a-but = And this is how it reads without a “but”:

# Understand.
repair-account-button = Write
repair-account-title = What happened, and what it did
repair-tell-button = Let them read it
repair-happened-label = What happened
repair-happened-placeholder = Plainly, as a camera would have seen it
repair-happened-head = What happened
repair-led-label = What led to it
repair-led-placeholder = As far as I know; it explains, it does not excuse
repair-led-head = What led to it
repair-impact-label = What it did to me
repair-impact-placeholder = What I felt, what I needed, what is different since
repair-impact-mine-placeholder = If there is something to say here; empty is fine
repair-impact-head = What it did to me
repair-before-reading = What you are about to read is how it was for the other of you. It is not there to be answered point by point. Read it when you can listen; you may stop in the middle.
repair-read-account-button = Read it
repair-understood-button = Write what I understood
repair-understood-title = What I understood
repair-understood-label = What I understood it was like for you
repair-understood-placeholder = In my own words; no explaining, no defending
repair-understood-head = What I understood
repair-answer-button = Give it to them
repair-right-button = That’s right
repair-partly-button = Partly
repair-not-yet-button = Not yet
repair-missing-title = What is still missing
repair-missing-label = If you like, a line to help; empty is fine
repair-missing-placeholder = They read this line
repair-missing-head = What is still missing
repair-heard-right = That was right.
repair-heard-partly = That was part of it. Some of it is still unheard; another try is a step forward, not back.
repair-heard-not-yet = Not yet. That is no verdict on you; it asks you to listen once more.

# Acknowledge.
repair-acknowledged-button = Write what I acknowledge
repair-acknowledged-title = What I acknowledge
repair-acknowledged-label = What I did
repair-acknowledged-placeholder = I … – the act itself, without why
repair-acknowledged-head = What I did, in my words
repair-acknowledge-button = Give it to them
repair-confirm-button = Yes, that is it
repair-confirm-why-button = Yes; and I’d like to know why
repair-not-quite-button = Not quite
repair-unacknowledged-title = What is not quite it
repair-not-quite = It was not quite it yet. There is room for another try.

# Apologise. The parts in their order; none of them asks to be forgiven.
apology-button = Write the apology
apology-title = An apology
apology-act-label = What I take responsibility for
apology-act-placeholder = One act, named: “I read your messages on Tuesday.”
apology-act-head = What I take responsibility for
apology-repair-label = What I will repair
apology-repair-placeholder = What I will do about it, that can be seen
apology-repair-head = What I will repair
apology-like-label = What I think it was like for you
apology-like-placeholder = The pain, as I understand it now
apology-like-head = What I think it was like for you
apology-why-label = Why it happened, since you asked
apology-why-placeholder = The reason; it explains, it does not excuse
apology-why-head = Why it happened
apology-change-label = What changes
apology-change-placeholder = What will be different from now on
apology-change-head = What changes
apology-give-button = Give it to them
repair-why-asked = You were asked why it happened. There is a field for it.
repair-read-apology-button = Read it now
repair-go-on-button = Go on to what changes
repair-not-how-button = That’s not how it was
repair-not-how = It was not quite how it was. There is room for another try.

# Change.
repair-plan-button = These are my promises
repair-no-promise = This step needs a promise first. You can make one here.
repair-follow-button = Go on to following up

# $what is a promise of this repair in its maker's words, $when a day or “every Sunday at 19:00”.
repair-promise = - { $what } ({ $when })
repair-promise-closed = - { $what } ({ $outcome })
repair-outcome = { $outcome ->
    [kept] kept
    [partly] partly
   *[other] it could not be
    }

# Follow up.
repair-look-button = Look back
repair-look-title = A look back
repair-look-label = What I have done since
repair-look-placeholder = What was kept, what was partly, what is still hard
repair-look-head = A look back
repair-next-look = The next look back: { $when }.
repair-no-more-looks = No further look back is planned.
# The same for the one who was hurt: nothing is said of a day that has gone by.
repair-look-due-theirs = { $other } can write a look back whenever they like.
repair-look-due = It is time for a look back: what you have done, in a line or two.
repair-space-button = Look back two weeks later
repair-stop-looking-button = No more looks back
# For the one who was hurt, and for the other: what both can know of the promises decides.
repair-closes-when = You can close it once you can read that a promise was kept. Until then it goes on; or you can end it, in your own words, with what stays open.
repair-closes-when-theirs = { $other } can close it once they can read that you kept a promise: one that you said you kept, or a week that you wrote a line about.

# Close.
repair-close-button = Close it
repair-closing-title = Closing this repair
repair-stays-open-label = What stays open, if anything
repair-stays-open-placeholder = It is written down here, and not brought up by me
repair-stays-open-head = What stays open
repair-closing-label = A last line, if you like
repair-closing-placeholder = Thanks, or what you have learnt; empty is fine
repair-closing-head = A last line
repair-closed =
    ### Closed
    This is put right as far as it goes, and I won’t list it again.
repair-closed-said = { "**" }What was said**
repair-closed-done = { "**" }What was done**
repair-closed-lighter = If simply tending is enough for a while, the settings let the check-in come every two weeks.

# Ending it where nothing was kept: the one who was hurt, in their own words.
repair-leave-open-button = End it with what stays open
repair-leave-open-title = Ending it with what stays open
repair-leave-open-label = What stays open between us
repair-something-kept = A promise of this repair was kept, so you can close it. That form has room for what stays open, too.
repair-left-open =
    ### Ended, with something open
    This repair has ended. What stays open is written here, and I won’t bring it up.

# At any time.
repair-all-button = All that was said
repair-all =
    ### All that was said in this repair
repair-all-none = Nothing has been said in it yet.
repair-said-mine = From you, { $when }:
repair-said-theirs = From { $other }, { $when }:
repair-said-prepared = Prepared by you, and not given yet:
repair-my-part-button = Add a part of mine
repair-my-part-title = A part of mine
repair-my-part-label = My own part, only if I want to
repair-my-part-placeholder = Nobody asks this of you
repair-my-part-head = A part of mine
repair-give-my-part-button = Give it to them
repair-hold-button = Pause it
repair-let-go-on-button = Let it go on
repair-paused = This repair is paused. It keeps everything, and goes on from here.
repair-paused-mine = You have paused this repair. It keeps everything, and goes on from here when you say so.
repair-stop-button = Stop it
repair-before-stopping =
    ### Stop this repair?
    It ends for you both, at once and without a reason. What was given stays readable in it; what was only prepared stays its author’s. Promises stay with whoever made them.
repair-stop-now-button = Stop it
repair-stopped =
    ### This repair has ended
    It ended before its close. Nothing follows from it. If there is something later, another one can begin.
repair-over = This repair is over. What was given in it stays readable.
repair-gone-on = This repair has gone on since this card was drawn. Here is where it stands.
repair-where-button = Where it stands
repair-theirs = This step is { $other }’s to take.
repair-theirs-hurt = This step is { $other }’s to take: whoever was hurt moves it on, in their own time.
