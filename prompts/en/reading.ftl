# Reading each other once both have answered.

both-open =
    ### You have both answered · week of { $week }
# Above the other's words, and only where there are some to read.
theirs-shared = This is what { $other } shares with you.
theirs-hard-week = For { $other } it was a hard week. Showing up was the answer.
theirs-without-words = { $other } showed up this week, without words to share.
theirs-held = { $other } is holding something for when you talk.
theirs-edited = (Changed after it was first handed in.)
# True whether the author has chosen to keep their words or has not been asked yet.
kept-for-now = { $other } wrote something for this week. It stays with them unless they choose to open it, and nothing is asked of you.
# $guess was mine, $real is theirs.
guess-beside = Your guess for { $other }’s week was: { $guess }. Their own word: { $real }.
listen-kindly = -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.

asked-to-open =
    ### Your words are still with you
    { $other } showed up this week without sharing words. Would you like to open yours to them, or keep them for now? Both are fine.
open-mine-button = Open mine to them
keep-mine-button = Keep mine for now
mine-opened = Your words are open to the other now.
mine-kept = Your words stay with you. You can open them later from here.

answer-tomorrow-button = Read now, answer tomorrow
answer-tomorrow = Good: nothing more today. I’ll bring this back to you, and only you, on { $when }.

one-line-button = In one line
one-line-title = What I understood
one-line-label = What matters to them this week, I think
one-line-placeholder = In one line, as you understood it
line-correct-title = In my words
line-correct-label = What I meant
line-empty = There was nothing in it yet. One line is enough.
line-too-long = That is longer than one line can be here: 300 characters. Nothing was changed.
line-kept = Kept. The other sees it when they read, and can say whether that is it.
line-right = They will see that you said: that’s it.
line-corrected = They will see your words when they read.
line-right-button = That’s it
line-correct-button = Let me put it right
their-line = In one line, { $other } understood you like this:
# $line is somebody's words, with a full stop of their own or without.
my-line =
    Your line: “{ $line }”
    { $other } hasn’t said yet whether that’s it.
my-line-confirmed =
    Your line: “{ $line }”
    { $other } says: that’s it.
my-line-corrected =
    Your line: “{ $line }”
    { $other } puts it like this:
