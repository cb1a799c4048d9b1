# /history: looking back, one week to a page.

history-command = Look back on your weeks, just for you
# $number counts from the newest.
history =
    ### Week of { $week }
    Week { $number } of { $of }, newest first. Only you see this.
history-theirs = **{ $other } with you**
history-mine = **You**
history-hard-week = For you it was a hard week, and you showed up.
history-no-words = Nothing of yours is kept here.
history-edited = (You changed it after you first handed it in.)
history-not-opened = { $other } showed up without sharing words, and yours are still with you.
history-correction = About { $other }’s line, you said:
# Under each part of one's own words: who can read it.
history-read-both = -# { $other } can read this.
history-read-held = -# Kept for when you talk. Only you can read this.
history-read-mine = -# Only you can read this.
history-guess = Your guess at how the other’s week felt: { $word }
history-own-side = This week closed before you had both answered. You saved your words for yourself.
history-nothing-yet =
    ### No weeks to look back on yet
    The first one comes once you have both answered. What you read together then stays here.
history-newer-button = Newer week
history-older-button = Older week
