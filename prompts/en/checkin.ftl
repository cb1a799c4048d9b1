# /checkin: the private card in three pages, the form, handing in.

checkin-command = Open this week’s check-in, just for you
prompt-answer-button = Answer
hard-week-button = Hard week
not-this-week-button = Not this week
snooze-button = Later

how-it-was =
    ### How it was · page 1 of 3
    Only what feels right; every line may stay empty. These words are private unless you share them on page 3.
    The last list is a guess at how { $other }’s week felt. It opens beside their own word, if they share one. Nobody scores it.
how-week-placeholder = My week felt …
how-feelings-placeholder = I felt … (up to three)
how-close-placeholder = Between us it felt …
how-guess-placeholder = My guess: the other’s week felt …

# In the week after a hard evening, on one's own card only.
light-week = A lighter week: one line of thanks is plenty, and “Hard week” is enough by itself. Only you see this line.
write-page-light =
    ### Write · page 2 of 3
    A lighter week: one line is plenty, and both may stay empty. Nobody reads a word before you have both answered.
write-page =
    ### Write · page 2 of 3
    One line is plenty, and any of the four may stay empty. Nobody reads a word before you have both answered.
# $question is the question in full.
write-question = **{ $name }.** { $question }
write-button = Write
write-again-button = Write on
write-title = Your week, in your words
write-placeholder = As much or as little as you like

who-page =
    ### Who sees what · page 3 of 3
    Shared: { $other } reads it once you have both answered. Held for your talk: they learn that there is something, not the words. Private: it stays with you.
who-fixed-time = It opens on { $when } at the earliest.
who-handed-in = This is handed in. Every change here counts at once.
preview-button = See it as they will
hand-in-button = Hand in
take-back-button = Take it back

handed-in =
    ### It’s with me now
    { $other } learns nothing of it before you have both answered: not a word, and not that it is here.
handed-in-hard-week =
    ### Thank you for showing up
    A hard week counts like any other. { $other } learns nothing of it before you have both answered.
handed-in-until = Until then you can change it or take it back whenever you like.
handed-in-fixed-time = It opens on { $when } at the earliest. Until then you can change it or take it back whenever you like.
change-button = Change something
add-words-button = Add words after all

not-this-week =
    ### That’s fine
    Nobody is told, and no reason is needed. If you change your mind before the next prompt, it is all still here.
answer-after-all-button = Answer after all

preview =
    ### As { $other } will read it
preview-nothing =
    ### As { $other } will read it
    Without words: you showed up. That is all they would see.
preview-kept = { $name } is { $sharing }. Only you see this:

# At the end of a card: which week it is about. $week is its Monday.
of-week = -# Week of { $week }
already-revealed = You have both answered, and this week is open to you both. Read it whenever you like.
already-open =
    ### You have both answered
    What you and { $other } wrote is open to you both.
next-prompt = The next check-in comes on { $when }.
# Behind a button of a check-in that nobody can add to any more. $week is its Monday.
week-over =
    ### The check-in of { $week } is over
    It closed before you had both answered, and nothing can be added to it.
# Button, at most 34: opens the check-in that is open at that moment.
check-in-now-button = Open this week’s check-in
too-long = One of these texts is longer than the 4,000 characters that fit. Nothing was changed.

# Words of a week that closed before both had answered. $week is its Monday, $date when they go.
left-over =
    ### Your words from the week of { $week }
    That week closed before it could open, and nobody has read them. They go on { $date } unless you keep them on your own side, where only you can read them.
left-over-keep-button = Keep them on my side
left-over-let-go-button = Let them go now
left-over-kept = They are on your own side now. You find them in /history.
left-over-gone = They are gone.
left-over-nothing = There is nothing left of that week to keep.

# An answer as it is read. $name is the part, $question the question in full.
block = **{ $name }**
block-question = **{ $name }:** { $question }
how-week-line = - The week felt: { $word }
how-feelings-line = - Feelings: { $words }
how-close-line = - Between you: { $word }
