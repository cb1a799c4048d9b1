# /privacy: what is kept, an export, an erasure, leaving. Each says what it does before it is done.

privacy-command = See what is stored about you; export it, erase it, or leave

# Where somebody is in no couple.
privacy-nothing =
    ### Nothing is stored about you
    No words, no settings, no name. If you ever begin here, this page shows what is.
privacy-little =
    ### What I keep about you
    You tend with nobody here, so there is little:
privacy-invitations = { $count ->
    [one] - One invitation that you prepared: its channel, its hour, when it ends. It goes 40 days after you made it.
   *[other] - { $count } invitations that you prepared: their channel, their hour, when they end. Each goes 40 days after you made it.
    }
privacy-not-to-ask = - A keyed fingerprint of your account, because you asked not to be invited again. Nobody can turn it back into your name.
privacy-may-ask-button = I may be invited again
privacy-may-be-asked = The fingerprint is gone. Whoever would like to tend with you can invite you again.

# Several couples.
privacy-places =
    ### What I keep about you
    You tend, or have tended, in more than one place. Each keeps your side by itself. Which one would you like to see?
privacy-place = { $number }: with { $other } in { $channel }, since { $date }
privacy-place-ended = { $number }: with { $other } in { $channel }, since { $date }; it has ended
privacy-places-button = Another place

# One couple. Only one's own side is counted here.
privacy =
    ### What I keep about you
    Only your own side is on this page; only you see it.
privacy-couple = - That you tend with { $other } in { $channel }, since { $date }
privacy-consent = - That you agreed to it on { $date }, to version { $version } of the text you were shown
privacy-left = - That you left on { $date }. All of yours will be deleted on { $gone }.
privacy-ended = - That Tend has come to an end here. All of yours will be deleted on { $gone }.
privacy-resting = - That you asked for a rest, until you come back
privacy-resting-until = - That you asked for a rest until { $until }
privacy-zone = - Your own time zone: { $zone }
privacy-defaults = - How each new week begins for you. { $all }
privacy-weeks = { $count ->
    [0] - Of no week yet anything that you wrote or chose
    [one] - Of one week, something that you wrote or chose
   *[other] - Of { $count } weeks, something that you wrote or chose
    }
privacy-handed-in = { $count ->
    [one] - One answer that you handed in
   *[other] - { $count } answers that you handed in
    }
privacy-drafts = { $count ->
    [one] - One draft
   *[other] - { $count } drafts
    }
privacy-hard-weeks = { $count ->
    [one] - One time “Hard week”
   *[other] - { $count } times “Hard week”
    }
privacy-left-out = { $count ->
    [one] - One time “Not this week”
   *[other] - { $count } times “Not this week”
    }
privacy-kept = { $count ->
    [one] - Among them, one week that you moved to your own side
   *[other] - Among them, { $count } weeks that you moved to your own side
    }
privacy-lines = { $count ->
    [one] - One line of what you understood
   *[other] - { $count } lines of what you understood
    }
privacy-corrections = { $count ->
    [one] - One time, your words to put the other’s line right
   *[other] - { $count } times, your words to put the other’s line right
    }
privacy-dates = { $count ->
    [one] - One date that matters to you
   *[other] - { $count } dates that matter to you
    }
privacy-texts = { $count ->
    [one] - One text that you wrote beside the weeks: in a promise, a repair, a page of your own or the like
   *[other] - { $count } texts that you wrote beside the weeks: in promises, repairs, pages of your own and the like
    }
privacy-suggestions = { $count ->
    [one] - One change of your joint settings that you suggested
   *[other] - { $count } changes of your joint settings that you suggested
    }
privacy-reminder = - A reminder that you asked for, on { $when }
privacy-sealed = What you wrote and chose in the weeks is sealed with a key of your own, made for this place alone.
privacy-no-key = There is no key of yours: nothing you wrote is here. What you write next gets a new one.
privacy-host = { $host } ({ $contact }) runs me, and could technically read what is stored. The weeks you two tended are counted without a name, so they are nobody’s side.
privacy-export-button = Export my side
privacy-erase-button = Erase my words
privacy-leave-button = Leave
privacy-export-first-button = Export first
privacy-erase-first-button = Erase my words first

# Export.
privacy-export =
    ### Your side, as files
    One file to read, one for other programs, and a description of that second one. They hold your own side only: your words week by week, with their dates, who could see each part, and a mark where you changed something after handing it in; your settings; when you agreed.

    {"**"}A file is a link.** Whoever has the link can open it outside this channel too, and whoever uses your device may find it among the downloads. Discord may keep a copy longer than this message stands. Somewhere that is yours alone is a good place for it.
privacy-files-button = Make the files
privacy-files =
    ### Here is your side
    Only you see this message. Once you have saved the files, you can dismiss it.
privacy-files-part =
    ### Here is your side, part { $number } of { $of }
    Only you see this message. Once you have saved the files, you can dismiss it.

# Erasing. $phrase is what is typed.
# What an erasure deletes, each in the list of privacy-erase.
erase-repairs = your words in repairs, and any repair under way ends for you both
erase-key = the key that your words were locked with
erase-weeks = everything you wrote and chose in the weeks, sent or in a draft
erase-lines = your lines of what you understood, and what was said to them
erase-promises = your promises
erase-questions = your questions and answers, and what you had to tell
erase-cuts = your paper cuts
erase-setbacks = your hard evenings
erase-needs = your needs, lists and requests
erase-texts = your pages, your plan and whatever else you wrote
erase-dates = your dates that matter
erase-reminders = your reminders
erase-why = why you are here
erase-settings = your own settings
# $all is the list of the above.
privacy-erase =
    ### Erase my words
    {"**"}What is deleted, at once and for good:** { $all }.

    {"**"}What stays:** that you use Tend here and agreed to it; a pause, if you asked for one; which joint settings you suggested; the count of weeks, which names nobody; and your partner’s words. A week that was open to you both then reads as if you had shared no words.

    {"**"}What I cannot reach:** older backups hold your words, locked, until { $host } next changes the master key. From then on nobody can open them there. Messages that only one of you could see cannot be taken back by anybody; Discord clears them away by itself. Files you exported, and what somebody copied, are where they are.

    To erase, you type: **{ $phrase }**
privacy-phrase = erase my words
privacy-phrase-button = Type it and erase
privacy-phrase-again-button = Type it again
privacy-erase-title = Erase my words
privacy-phrase-label = To erase, type: { $phrase }
privacy-phrase-placeholder = It can’t be undone
privacy-another-phrase =
    ### Nothing was erased
    What you typed was something else. If you would like to erase your words, type: **{ $phrase }**
privacy-erased =
    ### Your words are erased
    The key and everything it opened are gone. If { $host } keeps backups, older ones hold them locked until the master key next changes.
    Nobody is told. You still tend here; what you write next gets a new key.

# Leaving.
privacy-leave =
    ### Leave
    You can leave alone, at once and without a reason. Nothing more is asked or posted here, and neither of you reads the other’s words through me any more.

    {"**"}For 30 days** you can still export or erase your own side with /privacy. Then all of yours will be deleted. { $other } may have a later last day: until then I still keep that you two were paired here and the count of weeks, and nothing else of you. To keep a copy, export first; to take your words out now, erase them first.

    {"**"}What stays:** messages in the channel, which hold none of your words; and older backups, locked, until { $host } next changes the master key.

    {"**"}What { $other } sees** is yours to choose: one line in the channel, that Tend has come to an end here; or nothing, and then it reads “Tend is paused here”, like any pause.
# Where the reader was told that it has ended.
privacy-leave-after =
    ### Leave
    Tend has come to an end here already. If you leave too, you have 30 days of your own to export or erase your side; then all of yours will be deleted.
    Older backups hold it, locked, until { $host } next changes the master key.
privacy-leave-told-button = Leave, and tell them in one line
privacy-leave-quietly-button = Leave, and say nothing
privacy-leave-now-button = Leave too
privacy-you-left =
    ### You have left
    Nothing more is asked of you here. All of yours will be deleted on { $gone }. Until then, /privacy still lets you export or erase your side.
    Whatever brought you here: take good care of yourself. /help lists people to talk to.

# To somebody who asks for their files again while they are still being made.
privacy-export-under-way = Your files are being put together already. They come where you first asked for them.

# The export's readable file. It is read without Tend, by whoever has it.
export-heading = Your side of Tend
export-when = { $date } at { $time }
export-about = Made on { $when }. Everything in this file is your own side: what you wrote and chose. All times are on your own clock ({ $zone }).
export-part = This is part { $number } of { $of }.
export-stored-heading = What is kept besides your words
export-person = Your Discord account: { $user }
export-couple = You began on { $when }, in channel { $channel } of server { $server }
export-consent = You agreed on { $when }, to version { $version } of the text you were shown
export-hour = Your weekly hour together: { $hour }
export-weekly = { $weekday } at { $time } ({ $zone })
export-opens-both = Answers open as soon as both have answered
export-opens-days = { $days ->
    [one] Answers open one day after the prompt
   *[other] Answers open { $days } days after the prompt
    }
export-every = { $weeks ->
    [one] The check-in comes every week
   *[other] The check-in comes every { $weeks } weeks
    }
export-suggested-every = { $weeks ->
    [one] the check-in every week
   *[other] the check-in every { $weeks } weeks
    }
export-why = Why you are here, in your words:
export-zone = Your own time zone: { $zone }
export-rows-shown = Rows of weeks are shown to you
export-rows-hidden = Rows of weeks are hidden for you
export-first-sharing = At the start of a week, “{ $name }” is { $sharing }
export-resting = You asked for a rest on { $since }, until { $until }
export-resting-told = You asked for a rest on { $since }, until { $until }, and let the other know
export-open-end = you come back
export-left = You left on { $when }
export-left-told = You left on { $when }, and the other was told one line
export-reminder = You asked to be reminded on { $when }
# $when: since when it is kept.
export-date = A date that matters to you: { $date } (kept since { $when })
export-suggestion = On { $when } you suggested: { $change }
export-suggested-both = answers open as soon as both have answered
export-suggested-days = { $days ->
    [one] answers open one day after the prompt
   *[other] answers open { $days } days after the prompt
    }
export-suggested-move = move to channel { $channel }
export-texts-heading = What you wrote beside the weeks
# $kind is the stable name of what it is, $number the number of the thing it belongs to.
export-text-kind = { $kind ->
    [promise_what] A promise: what you will do
    [promise_known] A promise: how you will both know
    [promise_instead] A promise: what you offered instead
    [promise_line] A promise: your line at its close
    [promise_noticed] What you noticed of a promise kept
    [promise_otherwise] A promise that you saw otherwise
    [repair_opening] A repair: what it is about
    [repair_breach] A repair: what kind of thing you called it
    [repair_happened] A repair: what happened
    [repair_led] A repair: what led to it
    [repair_impact] A repair: what it did to you
    [repair_my_part] A repair: your own part
    [repair_understood] A repair: what you understood
    [repair_missing] A repair: what was still missing for you
    [repair_acknowledged] A repair: what you acknowledged
    [repair_unacknowledged] A repair: what was still missing for you
    [apology_act] An apology: what you take responsibility for
    [apology_repair] An apology: what you will repair
    [apology_like] An apology: what you think it was like
    [apology_why] An apology: why it happened
    [apology_change] An apology: what changes
    [repair_look] A repair: your line at a look back
    [repair_stays_open] A repair: what stays open
    [repair_closing] A repair: your line at its close
    [question] A question
    [question_answer] An answer to a question
    [telling_note] Something to tell: what it is about
    [telling] Something to tell
    [cut] A paper cut
    [setback_what] A setback: what happened
    [setback_kind] A setback: what you called it
    [plan_signs] Your plan: early signs
    [plan_then] Your plan: what you do then
    [settles] What settles you
    [help_now] What would help now
    [trust] What trust looks like to you
    [need] A need
    [offer] An offer
    [reassurance] A small reassurance that you offer
    [request] A line with a request
    [page_them] A private page: about the other
    [page_me] A private page: about yourself
    [page_put_down] A private page: what you are ready to put down
   *[other] A text
    }
export-text-written = Id { $id }, written on { $when }.
export-text-edited = Changed on { $when }, after the other could read it.
export-text-released = For the other to read since { $when }.
export-thing = A { $kind } (id { $id }) of { $when }: { $facts }
export-no-weeks = There is no week yet in which you wrote or chose something.
export-week-heading = Week of { $date }
export-state-open = This week is still open.
export-state-revealed = Opened to both on { $when }.
export-state-closed = Closed on { $when }, before both had answered: nobody read it.
export-stance-draft = A draft.
export-stance-handed-in = Handed in.
export-stance-hard-week = You showed up with “Hard week”.
export-stance-not-this-week = You chose “Not this week”.
export-changed-at = Last changed on { $when }.
export-edited = Changed after it was first handed in.
export-on-own-side = You moved it to your own side.
export-opened = When asked, you opened your words to the other.
export-kept = When asked, you kept your words for the time being.
export-part-heading = { $name } ({ $sharing })
export-guess = Your guess at how the other’s week felt: { $word }
export-line-heading = Your line of what you understood
export-written-at = Written on { $when }.
export-correction-heading = Your words to put the other’s line right
