# /promise. A promise is about one's own acts; its maker closes it. Nothing here counts anything about the other,
# and an open promise reads the same before and after its day.

promise-command = Promises: what, by when, how you will both know
promise-list-command = Your promises, and those shared with you
promise-new-command = Make a promise: what, by when, how you will both know
promises-button = Promises
promise-for-repair-button = Make a promise

# The list. $when is a day, a rhythm, or “no day yet”.
promise-list =
    ### Promises
    What each of you said they would do. Whoever makes a promise says what became of it, and only they are reminded.
promise-list-none = There are none yet. A small one for this week is a good beginning.
promise-list-drafts = {"**"}Begun, not given yet** (only you see these; a draft stays for two weeks)
promise-list-mine = {"**"}Yours**
promise-list-mine-lately = {"**"}Yours, lately closed**
# $other is the one who shared them.
promise-list-theirs = {"**"}What { $other } shared with you**
promise-list-theirs-lately = {"**"}What { $other } shared, lately closed**
promise-line = { $number }. { $what } ({ $when })
promise-line-mine = { $line } · only you see it
promise-line-talk = { $line } · something to talk about
promise-choice = { $number }. { $when }
promise-pick-mine-placeholder = Look at one of yours
promise-pick-theirs-placeholder = Look at one that was shared with you
promise-new-button = Make a promise
promise-look-button = Look
promise-gone = This promise is not here any more, or not for you to open.
promise-full = Twelve open promises are as many as one person can carry well. When one of yours is closed, there is room for another.

# Making one.
promise-begin =
    ### A promise
    Something you will do yourself: small enough that you can see yourself doing it, clear enough that you both notice when it is done. Begin from an everyday one and make it yours, or write your own.

    Nobody sees it before you decide who it is for.
promise-begin-repair =
    ### A promise for this repair
    One act of your own that changes something, small enough that you can see yourself doing it. One to three are plenty. The other reads it when you share it.
promise-template-placeholder = An everyday promise
promise-write-button = Write my own
promise-on-time-choice = Be on time
promise-on-time-what = I will be home at the time I said. If it gets ten minutes later, I let you know before.
promise-on-time-known = I am there, or my message is.
promise-call-back-choice = Call back
promise-call-back-what = When I miss a call of yours, I call back the same evening.
promise-call-back-known = The phone rings by nine.
promise-tell-early-choice = Tell early
promise-tell-early-what = When something we planned will not work for me, I say so the day before, not on the day.
promise-tell-early-known = You hear it from me first.
promise-small-step-choice = One small step
promise-small-step-what = I will make the appointment I have been putting off.
promise-small-step-known = The date is in our calendar.
promise-full-time-choice = Time with full attention
promise-full-time-what = Half an hour together, with my phone in another room.
promise-full-time-known = We both sat down, and it did not ring.
promise-care-choice = A small act of care
promise-care-what = I will cook on my evening, because I would like to.
promise-care-known = Dinner is on the table.

promise-title = A promise
promise-what-label = What I will do
promise-what-placeholder = One act of my own: what somebody could see me do
promise-when-label = By when: a day, a time, or every week
# Examples of what is understood.
promise-when-placeholder = tomorrow 18:00 · Friday · every Sunday 7:30pm · 20 March
promise-known-label = How we will both know
promise-known-placeholder = What will be there, or will have happened
promise-what-empty = I need a few words for what you will do. Nothing was kept.
# $day is an example such as “11 March”.
promise-when-unknown = I could not read that day. These work: { $day }, { $day } 18:00, tomorrow 18:00, Friday, every Sunday 19:30; or leave it empty for now. Nothing was kept.
promise-when-past = That moment is over already. A day to come works, such as { $day }, or { $day } 18:00. Nothing was kept.
promise-when-far = That is more than a year ahead. A nearer day is easier to hold, such as { $day }. Nothing was kept.
promise-when-over = That day is over, so it cannot be promised for it any more. Please choose one to come.

# By when. $when is a date, with a time if there is one, or a weekly rhythm.
promise-no-day = no day yet
promise-every = every { $weekday }
promise-on-their-clock = { $when } on the clock of { $maker }
promise-by-when = {"**"}By when:** { $when }
promise-known = {"**"}How you will both know:**

# The draft, and gentle hints beside it: seen by its author alone, stopping nothing.
promise-draft =
    ### Before you give it
    Only you see this. Take your time; it stays here for two weeks.
promise-draft-repair =
    ### Before you share it
    Only you see this. It becomes part of the repair when you share it.
# $phrase is from promises.toml, such as “do better”.
promise-hint-vague = “{ $phrase }” leaves open what will be seen. What would be a first small step, something a camera could film?
promise-hint-large = “{ $phrase }” is a lot to carry. A first small step for the coming days may hold better, and the next can follow.
promise-hint-others = “{ $phrase }” is about somebody else. A promise holds best when it is about your own acts alone.
promise-hint-no-day = There is no day yet. You can choose one below, or give it without.
promise-hint-known = How will you both know? A sign that you can see makes it easier to notice.
promise-when-choose-placeholder = Choose by when
promise-share-button = Share with the other
promise-only-me-button = Only for me
promise-change-button = Change it
promise-let-go-button = Let it go
promise-let-go = It is gone, with its words.
promise-shared = It is given, and the other can read it. You hear from me when its day comes; nobody else does.
promise-go-back = Back in the repair you can make another one, and see what comes next.
promise-shared-open = It is given, and the other can read it. Without a day I do not remind you; you say what became of it when you know.
promise-mine = It is yours alone. You hear from me when its day comes; nobody else does.
promise-mine-open = It is yours alone. Without a day I do not remind you; you say what became of it when you know.

# A promise that was given. $other and $maker are the two.
promise-of-mine-shared =
    ### What I said I would do
    Shared with { $other }.
promise-of-mine =
    ### What I said I would do
    Only you see this.
promise-of-theirs = ### What { $maker } said they would do
# $when is the day on which it was offered.
promise-instead = {"**"}Said early, on { $when }: I cannot keep this, instead I offer**
promise-i-kept = {"**"}What I did:** I kept it.
promise-i-partly = {"**"}What I did:** I kept it partly.
promise-i-could-not = {"**"}What I did:** I could not, this time.
promise-they-kept = {"**"}What { $maker } says of it:** kept.
promise-they-partly = {"**"}What { $maker } says of it:** partly.
promise-they-could-not = {"**"}What { $maker } says of it:** I could not, this time.
promise-ended = {"**"}This rhythm has come to its end.**

# Weekly ones, for the maker alone. $day and $days are dates.
promise-short-day = { $day } { $month }
promise-weeks-kept = {"**"}Weeks you kept, for your eyes only:** { $days }
promise-week-to-come = Its first week is still to come.
promise-week-asked = How was it on { $day }? Each week is for itself.
promise-week-kept = On { $day } you kept it. Each week is for itself; the next one is new.
promise-week-partly = On { $day } you kept it partly. Each week is for itself; the next one is new.
promise-week-could-not = On { $day } you could not. Each week is for itself; the next one is new.
# A line that its maker wrote about one week; $week is the day of its Monday, such as “2 March”.
promise-week-line = {"**"}About the week of { $week }:**

# The maker says what became of it.
promise-kept-button = Kept
promise-partly-button = Partly
promise-could-not-button = I could not
promise-kept-title = Kept
promise-partly-title = Partly kept
promise-could-not-title = I could not
promise-line-label = What I did, in a line, if you like
promise-line-placeholder = Optional. If the promise is shared, your partner can read this too
promise-instead-button = I cannot keep this
promise-instead-title = I cannot keep this
promise-instead-label = Instead I offer
promise-instead-placeholder = Something you can do
promise-offered = Saying it early is good faith, and it stands here as that. What you said first stays beside it.
promise-end-button = End this rhythm
promise-share-later-button = Share with the other

# The other answers.
promise-notice-button = I noticed
promise-notice-title = I noticed
promise-notice-label = A line of thanks
promise-notice-placeholder = What you saw, and what it did for you
promise-notice-empty = I need a few words of thanks. Nothing was kept.
promise-noticed = Thank you. The one who made the promise gets a word that there is something from you.
promise-they-noticed = {"**"}{ $other } noticed:**
promise-i-noticed = {"**"}You noticed:**
promise-otherwise-button = I see it otherwise
promise-otherwise-title = I see it otherwise
promise-otherwise-label = How it looks from where I stand
promise-otherwise-placeholder = What I saw, and what I would like to talk about. You both read this
promise-otherwise-empty = I need a few words for what you see. Nothing was kept.
promise-seen-otherwise = It stands here for both of you, as something to talk about. It changes nothing of what was said of the promise, and nobody decides who is right.
promise-to-talk = {"**"}Something to talk about**, as { $other } sees it:
promise-talked-button = We have talked about it
promise-talked = Good that you talked. It is no longer listed.

# In the channel, and to the maker alone: whose it is and how it went is in neither.
promise-news-shared = A promise has been shared here. It can be read at any time.
promise-news = There is news about a promise here. It can be read at any time.
promise-news-talk = About a promise, there is something to talk about when you both have a quiet moment.
promise-word-today = Something you wanted to do is for today.
promise-word-due = The moment for something you wanted to do has come. You say how it went, whenever you like.
promise-word-week = Something you do every week is for today. You say how it went, whenever you like.
promise-word-noticed = There’s a thank-you for you.

# My own months. $what is a promise, $days are dates.
promise-months-button = My months
promise-months =
    ### My months
    What was said and done, month by month. Only you see this page.
promise-months-none = Nothing is written here yet. It fills when you say what became of a promise.
promise-month = {"**"}{ $month } { $year }**
promise-month-kept = { $what } → kept
promise-month-partly = { $what } → partly
promise-month-could-not = { $what } → could not, this time
promise-month-offered = { $what } → offered early, in good faith
# A line about one week, as above; what it says stands below. $maker is the other's name.
promise-month-week-line = { $what } → about the week of { $week }:
promise-month-their-week-line = { $maker }: { $what } → about the week of { $week }:
promise-month-weeks-kept = { $what } → kept on { $days }
promise-month-weeks-partly = { $what } → partly on { $days }
promise-month-weeks-could-not = { $what } → could not on { $days }

# What cannot be done now, above the promise as it is.
promise-given-already = This promise is given already; it stays as it was said. Before its day you can offer something else instead.
promise-not-given = This is still a draft. You can give it first.
promise-closed-already = You have said what became of it, and that stands.
promise-day-has-come = Its day has come. You can say what became of it, and offer something in that line, or make a new promise.
promise-offered-often = Something else was offered here five times. A new promise is clearer.
promise-no-such-week = That week is not one of this promise, or is still to come.
promise-talk-open = There is something to talk about here already. One at a time is enough.
promise-talk-over = That was talked about already.
promise-thanked-often = There are a hundred thanks here already, and no room for more. They all stay.
promise-repair-over = Promises belong to the part of a repair where something changes. This one is not there just now.
promise-repair-theirs = In this repair the promises are made by the other. You can read them when they are shared.
promise-repair-full = Three open promises are plenty for one repair. Once you have said what became of one, there is room for another.
