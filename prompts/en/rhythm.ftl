# /rhythm: weeks tended, the streak, half a year.

rhythm-command = See the weeks you have tended together
rhythm =
    ### { $weeks ->
        [0] No week tended together yet
        [one] One week tended
       *[other] { $weeks } weeks tended
    }
    { $weeks ->
        [0] There’s time.
       *[other] This number only grows.
    }
rhythm-streak =
    { $current ->
        [0] The next tended week begins a new row.
        [one] One week in a row now.
       *[other] { $current } weeks in a row now.
    } { $longest ->
        [0] {""}
        [one] The longest row so far: one week.
       *[other] The longest row so far: { $longest } weeks.
    }
# $strip is for the eye, $said is the same for the ear, oldest week first.
rhythm-strip =
    { $strip }
    Oldest first: { $said }.
rhythm-then = , then{" "}
rhythm-mark-tended = ●
# One mark for every week that was not tended, whatever the reason.
rhythm-mark-untended = ○
rhythm-mark-open = ◌
rhythm-run-tended = { $weeks ->
    [one] one week tended
   *[other] { $weeks } weeks tended
    }
rhythm-run-untended = { $weeks ->
    [one] one week without a check-in
   *[other] { $weeks } weeks without a check-in
    }
rhythm-run-open = the week that is open now
# $person is one of the two.
rhythm-why = Why { $person } is here:
rhythm-hide-button = Hide the rows for me
rhythm-show-button = Show the rows
