# /pause and Later.

pause-command = Let Tend rest for a while
pause =
    ### Rest a while
    Everything falls silent, and an open week waits for you both. A rested week counts neither for nor against anything.
    { $other } only sees that Tend is paused here: not who asked for it, nor until when. If you like, you can let them know afterwards.
pause-days-button = { $days ->
    [7] One week
    [28] Four weeks
   *[other] { $days } days
    }
pause-open-button = Until I come back
pause-date-button = Until a date
pause-date-title = Rest until a date
pause-date-label = The day
# $example is a day such as “11 March”.
pause-date-placeholder = { $example }, Friday, tomorrow
pause-date-unknown = I need a day to come, within a year, such as { $example }. Nothing was changed.
pause-tell-button = Let them know it’s me
# $other is told who rests, and until when if there is an end.
pause-told = When { $other } looks, they see that it is you, and until when.
pause-until = Tend rests here until { $until }. You can come back earlier at any time.
pause-until-return = Tend rests here until you come back.
pause-return-button = Come back
pause-returned =
    ### Good to see you
    Everything is where you left it.
snooze =
    ### Later
    I can remind you with a direct message, as long as your check-in still waits for you. Only you are told, and the weekly time doesn’t move.
snooze-tonight-button = Tonight
snooze-tomorrow-button = Tomorrow
snoozed = I’ll remind you on { $when }.
