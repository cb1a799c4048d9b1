# /settings: what is joint changes when the other agrees; what is mine, at once.

settings-command = Your weekly hour, your time zone, your own defaults
settings =
    ### Settings
settings-hour = - Your weekly hour together: { $slot } ({ $zone })
# $when is a date and time on the reader's clock.
settings-next = - The next one: { $when }
settings-reveal-both = - Answers open as soon as you have both answered
settings-reveal-days = { $days ->
    [one] - Answers open one day after the prompt, at its hour
   *[other] - Answers open { $days } days after the prompt, at its hour
    }
settings-every-week = - The check-in comes every week
settings-every-two = - The check-in comes every two weeks
settings-my-zone = - Your own time zone: { $zone }
settings-streak-shown = - Rows of weeks are shown to you
settings-streak-hidden = - Rows of weeks are hidden for you
settings-hour-button = Another hour
settings-reveal-button = When answers open
settings-often-button = How often
settings-why-button = Why I’m here
settings-zone-button = My time zone
settings-defaults-button = My defaults

settings-new-hour =
    ### Another hour
    { $slot } ({ $zone }), once { $other } agrees.
# $me and $them are the same instant, each on their own clock.
settings-new-hour-both = The first one would be on { $me } for you, and on { $them } for { $other }.
settings-suggest-button = Suggest this hour
settings-reveal =
    ### When answers open
    With a fixed time nobody can tell who answered first. What you choose is suggested to the other.
reveal-placeholder = Choose when
reveal-both-choice = As soon as we have both answered
reveal-days-choice = { $days ->
    [one] One day after the prompt, at its hour
   *[other] { $days } days after the prompt, at its hour
    }
settings-defaults =
    ### My defaults
    How each new week begins for you. You can change it in every check-in.

settings-often =
    ### How often
    Every week is a good beginning. When things are good between you, every two weeks can be enough. What you choose is suggested to the other.
often-placeholder = Choose how often
often-week-choice = Every week
often-two-choice = Every two weeks

why-title = Why I’m here
why-label = For both of you to read
why-placeholder = Only if you like; empty takes it back
why-kept = Kept. You and { $other } both find it under /rhythm. You can renew it or take it back whenever you like.
why-gone = There is no such note from you now.

suggested = I’ve put your suggestion into the channel, for { $other } to decide.
# $change is one of the lines below.
suggestion =
    { $by } suggests: { $change }
    The other decides. Leaving it as it is is just as fine.
change-slot = the check-in { $slot } ({ $zone }), from next week on.
change-reveal-both = answers open as soon as you have both answered.
change-reveal-days = { $days ->
    [one] answers open one day after the prompt, at its hour.
   *[other] answers open { $days } days after the prompt, at its hour.
    }
change-every-week = the check-in comes every week.
change-every-two = the check-in comes every two weeks.
change-move = your place moves to { $channel }.
agree-button = Agree
leave-as-it-is-button = Leave it as it is
suggestion-agreed = You both agree: { $change }
suggestion-left = It stays as it is.
suggestion-already-settled = This suggestion has been settled already.
suggestion-the-other-decides = This one is for { $other } to decide. You can take it back with “Leave it as it is”.
