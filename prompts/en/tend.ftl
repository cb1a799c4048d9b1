# What every part of Tend says alike.

# Everybody who is not one of the two, and everything that is not there, gets this one sentence.
stranger = This isn’t something I can open for you. With /help I tell you what I am.
older-press = That button is from an older Tend. The command beside it still works: /checkin, /settings or /help.
not-just-now = Not just now: I couldn’t look that up in time. Please press it once more.
# To somebody whose two earlier presses are still being seen to, or where very many came at once. What they typed stands below.
busy = Not just now: a lot came in at once and I didn’t get to this one, so nothing has changed. Please try again in a few seconds.
# $reference is a short code that stands in the host's log too.
apology =
    Something on my side went wrong, and what you asked for may not have happened. I’m sorry.
    If it happens again, tell the person who runs me this reference: { $reference }
# Where the host is one of the two: before something is written that is for oneself alone.
not-stored-here = {"**"}Not stored here.** One of you two runs this Tend and could read what is stored. What you write here for yourself alone is shown back to you once, and nothing of it is saved. Copy it to a place of your own if you’d like to have it.
# The same, after it was sent. What was typed stands below.
not-stored = {"**"}This wasn’t saved.** One of you two runs this Tend and could read what is stored, so nothing is stored here that is for you alone. Copy it to a place of your own if you’d like to have it.
# A form was sent again, or a button pressed again, after it had worked: what it made stands below.
taken-already = That reached me the first time, and it counts once. This is how it stands now.
# Under a refused form, whose words stand below: opens it again with them in it, for fifteen minutes.
change-form-button = Change what I typed
what-you-typed = This is what you typed, so that nothing is lost:
# The same for every pause, whoever asked for it: what is said has to hold for each of them to its last day.
resting-here =
    ### Tend is paused here
    Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
# $other is the one who chose to say so.
resting-told =
    ### Tend is paused here
    { $other } asked for a pause and wanted you to know. Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
# $until is a date and time on the reader's clock.
resting-told-until =
    ### Tend is paused here
    { $other } asked for a pause until { $until } and wanted you to know. Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
# $date: when everything that is stored goes.
ended-here =
    ### Tend has come to an end here
    You can still take your own words along until { $date }. Then everything is deleted.

which-couple = You tend in more than one place. Which one is this about?
which-button = Place { $number }
which-place = { $number }: { $channel }

help-button = Help
privacy-button = My data
settings-button = Settings
rhythm-button = Rhythm
pause-button = Rest a while
check-in-button = Open the check-in
read-button = Read
back-button = Back
next-button = Next
change-zone-button = Another time zone

# Who can see this channel, as far as Discord tells.
audience-unknown = I cannot tell who can see this channel: Discord doesn’t say it here. Please look at its members before you write anything you would not want others to know. What you answer is shown privately in any case.
audience-everyone = As far as Discord tells, everybody in this server can see this channel. What you answer is shown privately, but they would see that you use Tend. A channel of your own is calmer.
# $who is a list of roles and people; where they are many, its last part is audience-more.
audience = As far as Discord tells, these can see this channel: { $who }. People who run the server always can. What you answer is shown privately in any case.
audience-role = the role “{ $role }”
audience-more = { $count } more

# An hour and a zone.
weekday-placeholder = The day
hour-placeholder = The hour
minute-placeholder = The quarter
hour-choice = { $hour }
minute-choice = { $minute } past the hour
zone-title = Which time zone?
zone-label = A city or a time zone
zone-placeholder = Lisbon, or Europe/Lisbon
zone-pick-placeholder = Did you mean one of these?
# $place is a city and its zone, $time what its clocks say now.
zone-choice = { $place } · now { $time }
zone-unknown = I couldn’t find “{ $typed }” among the time zones. A large city nearby works well.

# Who sees what.
part-week = How it was
part-thanks = Thanks
part-concern = A concern
part-question = The week’s question
part-build = Something to build
sharing-share = shared
sharing-hold = held for your talk
sharing-private = private
same-placeholder = All the same
same-share-choice = Share all of it
same-hold-choice = Hold all of it for your talk
same-private-choice = Keep all of it private
part-placeholder = Or each part by itself
part-choice = { $name }: { $sharing }
who-line = - { $name }: { $sharing }
who-line-empty = - { $name }: { $sharing } (empty)
