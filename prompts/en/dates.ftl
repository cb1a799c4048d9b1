# Dates that matter, from /settings: a list of one's own. A reminder comes by direct message and says nothing of what it is.

dates-button = Dates that matter
dates =
    ### Dates that matter
    Only yours: nobody else sees them, or learns that there are any. Three days before each, at 9:00 on your clock, a direct message lets you know that a date is near. It says nothing of what it is.
dates-none = There are none yet. A birthday, an anniversary, an appointment: whatever you would like to know of early.
# $when is the line below, or a date with its year.
dates-line = { $number }. { $when }: { $what }
dates-every-year = { $day } { $month }, every year
dates-full = Twelve is as many as I keep. Where one goes, there is room for another.
dates-add-button = Add a date
dates-remove-placeholder = Remove a date
dates-choice = { $number }. { $when }
dates-title = A date that matters
dates-day-label = The day: with a year once, else every year
dates-day-placeholder = { $yearly } or { $once }
dates-what-label = What it is
dates-what-placeholder = Only you read this
# $yearly and $once are examples: “14 May”, “Friday, 14 May 2027”.
dates-day-unknown = I need a day such as { $yearly } for every year, or { $once } for one day to come within ten years. Nothing was changed.
dates-what-unknown = I need a few words for what it is, at most 100 characters. Nothing was changed.
dates-near = A date you asked me to remember is near.
dates-show-button = Show
dates-shown =
    ### { $when }
    { $what }
dates-gone = This date is no longer kept.
