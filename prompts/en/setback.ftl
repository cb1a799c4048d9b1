# /setback: for a hard evening. Short lines; nobody reads much then.

setback-command = For a hard evening: pause or support first; nothing is lost
setback-button = A hard evening
setback =
    ### A hard evening
    First, a little air. Nothing has to be sorted out tonight, and only you see this.
setback-pause-button = Pause
setback-support-button = Support
setback-on-button = Go on
setback-pause =
    ### Pause
    Everything falls silent here. { $other } only sees that Tend is paused here, as with any rest.
setback-rests-now = Nothing is asked of you now. Whatever you would like to write down can wait, or be done alone.
setback-support =
    ### For the next minutes
    - Breathe out slowly, longer than you breathe in. A few times.
    - Drink some water. Sit down, if you can.
    - No decisions tonight, and no long messages. They will be easier by daylight.
    - Is there somebody who is good for you? A short call is enough: “It’s a hard evening. Can you stay with me a moment?”
    If you are afraid of somebody, or hurt, the people under “Support near you” are there for you alone.
setback-what-button = What happened
setback-what =
    ### What happened
    Only you read this, now and later: it is sealed, and nothing of it is told to anybody. All of it may stay empty.
setback-kind-placeholder = A name for it, if you like
setback-slipped-choice = A promise slipped
setback-hurt-choice = I was hurt again
setback-old-choice = An old thing came back
setback-unsaid-choice = Rather not say
setback-write-button = Write it down
setback-write-again-button = Write on
setback-again-button = It has happened before
setback-let-go-button = Let this page go
setback-earlier-button = Earlier pages
setback-title = What happened
setback-label = Only you read this
setback-placeholder = As much or as little as you like
setback-wins =
    ### What is there all the same
    A setback belongs to the way; it is no way back. Your tended weeks, your promises and your repairs stand exactly as they stood this morning.
# $date is a day with its year.
setback-win-mine = On { $date } you wrote:
setback-win-kept = A promise that you kept ({ $date }):
# $date is the Monday of a week.
setback-win-theirs = In the week of { $date }, { $other } thanked you:
setback-no-wins = Words of your own from better weeks will stand here once there are some.
setback-light = Until { $until }, your own check-in is lighter: one line of thanks is plenty, and “Hard week” is enough. Nobody else sees a difference.

plan-button = My plan
plan =
    ### If it comes near again
    One early sign, and one small thing that you do then. You can change it whenever you like.
plan-signs = {"**"}Early signs**
plan-then = {"**"}What I do then**
plan-none = There is nothing here yet. One line is plenty.
plan-tell-early = Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.
plan-mine = Only you read this plan.
plan-shared = { $other } can read this plan.
plan-theirs = {"**"}The plan that { $other } shares with you**
plan-write-button = Write my plan
plan-share-button = Let the other read it
plan-keep-button = Only for me again
plan-title = If it comes near again
plan-signs-label = Early signs that I know of myself
plan-signs-placeholder = I go quiet; I put off saying something
plan-then-label = Then I …
plan-then-placeholder = say it the same day, in one sentence
# $date is a day with its year.
changed-on = -# Changed on { $date }

# The repeat branch: people for oneself first.
setback-again =
    ### First, you
    When something hurts again, the first talk can be one of your own: with somebody you trust, or with people who listen to you alone and in confidence. They are under “Support near you”, safety first.
setback-again-couples = Help for two is only for where both are safe with each other, and it can wait.
setback-whether-button = Whether to go on
setback-whether =
    ### Whether to go on
    Nothing joint needs doing now. Going on, resting and leaving are all good answers, and only yours. { $other } is not asked for a yes and is told nothing; a rest reads to them as any rest.
going-on-button = Is going on right for you?
going-on =
    ### Is going on right for you?
    You are asked alone, and your answer is told to nobody. Going on, resting and leaving are all good answers.
going-on-yes-button = Go on
going-on-rest-button = Not for now: rest
ways-to-leave-button = Ways to leave
going-on-yes =
    ### Then everything stays as it is
    Nothing changes by this answer, and you can give another one at any time.
going-on-rest = { $other } only sees that Tend is paused here. Whether and when to come back is yours, without a reason and without a date.

setback-earlier =
    ### Earlier pages
    Only yours. Each goes by itself half a year after its evening; you can let one go before that.
setback-earlier-placeholder = Open one
setback-choice = The page of { $date }
setback-none = There is no such page of yours.
setback-let-go =
    ### Let this page go
    It goes at once, with every word in it, and the lighter week that came with it. Nobody else ever knew of it.
setback-let-go-now-button = Let it go now
setback-gone-now = That page is gone, with every word in it.
setback-gone = That page is not here any more. Nothing was changed.
