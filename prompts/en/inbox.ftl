# /inbox: paper cuts in one line, looked at together once a week.

inbox-command = Paper cuts in one line each, looked at together once a week
inbox-button = Paper cuts
# $look is a date and time on the reader's clock.
inbox =
    ### Paper cuts
    Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: { $look }. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.
inbox-empty = Nothing is here for you now.
inbox-mine = { "**" }Yours.** Clear what is settled. What asks for more can become a small repair.
inbox-theirs = { "**" }From { $other }.** Nothing to argue with. “I hear you” is often enough.
inbox-waiting = { "**" }Yours, for the next look.** Until then nobody else sees it, and you can take it back.
inbox-line = { $number }. { $words }
inbox-line-heard-by-other = { $number }. { $words } (heard)
inbox-line-heard-by-me = { $number }. { $words } (you said that you hear it)
inbox-thanked = Something you heard was cleared, with thanks to you.
inbox-add-button = Write one
inbox-turn-button = More of them
inbox-clear-button = Clear it
inbox-thank-button = Clear it, with thanks
inbox-clear-number-button = Clear { $number }
inbox-thank-number-button = Clear { $number }, with thanks
inbox-hear-number-button = I hear you: { $number }
inbox-choose-placeholder = Something that asks for more: open one of yours
inbox-choose-choice = Open { $number }
inbox-take-back-placeholder = Take one back that waits
inbox-take-back-choice = Take back { $number }
inbox-one = ### One of yours
inbox-title = A paper cut
inbox-line-label = A small thing, as it was for me
inbox-line-placeholder = I felt alone at dinner on Tuesday. Next time I’d like ten minutes without phones.
inbox-another-line = I need a few words, at most 200 characters. Nothing was changed.
inbox-full = Ten of yours wait for the next look, and that is as many as I keep. Where one is taken back, there is room for another.
inbox-kept = Kept, for your eyes alone until you look together.
inbox-taken-back = Taken back. Nothing of it is left.
inbox-cleared = Cleared. Nothing of it is left.
inbox-cleared-with-thanks = Cleared, with your thanks. Its words are gone.
inbox-heard = Said: you hear it. It shows beside that line.
inbox-gone = That one is no longer here. This is how it stands now:
# In the channel, for both. It holds nobody's words.
inbox-look = Your weekly look: there are paper cuts to read, small ones, in your own time.
inbox-look-button = Look
