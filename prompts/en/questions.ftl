# /questions: a question is kept until an hour that both agreed to; and something to tell.

questions-command = Questions kept until an hour you both agreed to, and something to tell
questions-button = Questions
questions-look-button = Look

# The page. $other is the other one's name.
questions =
    ### Questions
    Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach { $other }, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

    Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.
questions-detail = Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.
questions-yours = What is yours:
# $glimpse is the beginning of a text, $state one of those below.
questions-line = { $number }. { $glimpse } ({ $state })
questions-mine-placeholder = Open one of yours
questions-mine-more-placeholder = More of yours
questions-question-choice = { $number }. Your question
questions-telling-choice = { $number }. Something to tell
questions-there-question = There is a question for you, whenever you like.
questions-there-answer = There is an answer to read, whenever you like.
questions-there-telling = There is something { $other } would like to tell you, whenever you like.
questions-nothing-new = There is nothing new for you here now.
questions-gone = That is not here, or no longer.
questions-delivered = That has left your hands already and can no longer be changed. Here is how it stands.
questions-answered-already = That has been answered already. Here is how it stands.
questions-no-words = These words are no longer here.
questions-blank = It needs a few words. Nothing was changed.
questions-too-long = That is longer than the { $most } characters that fit. Nothing was changed.

questions-note-button = Note a question
questions-note-title = A question
questions-question-label = What would you like to ask?
questions-question-placeholder = What helps you understand. Details that only make pictures may be left out
questions-noted = Kept. Only you see it until your hour for questions, and until then you can change it or take it back.
questions-full = Thirty questions are as many as I keep. Where one goes, there is room for another.
# $state is one of those below.
questions-one =
    ### Your question
    Now: { $state }
questions-change-button = Change the words
questions-take-back-button = Take it back
questions-taken-back = Taken back. It is gone.
questions-state-queued = only you see it
questions-state-delivered = with { $other }
questions-state-time = { $other } would like time, until your next hour
questions-state-time-until = { $other } would like time until { $until }
questions-state-therapist = { $other } would like to answer it with a therapist
questions-state-answered = answered

# The hour. $when is one of: every Wednesday at 20:00 (Europe/Lisbon), or a date and time.
questions-hour-button = Our hour
questions-hour =
    ### An hour for questions
    Questions are delivered only in an hour that you and { $other } both agreed to. Either of you can end it at any time, without a reason.
questions-weekly = { $slot } ({ $zone })
questions-hour-agreed = - Your hour for questions: { $when }
questions-hour-next = - The next one: { $when }
questions-hour-none = No hour is agreed now. What is noted waits with the one who noted it.
questions-hour-mine = - You suggested: { $when }. { $other } decides.
questions-hour-theirs = - { $other } suggests: { $when }
questions-hour-draft = You could suggest: { $when }
questions-hour-both = The next one would be { $me } for you, and { $them } for { $other }.
questions-suggest-button = Suggest this hour
questions-once-button = Just once
questions-once-title = An hour, just once
questions-agree-button = Agree
questions-not-now-button = Not now
questions-withdraw-button = Take my suggestion back
questions-stop-button = End this hour
questions-suggested = Suggested. { $other } can agree, or say not now.
questions-agreed = You both agree on this hour.
questions-hour-theirs-first = { $other } has suggested an hour meanwhile. Yours was not put; this one is for you to decide first.
questions-hour-not-mine = This one is for { $other } to decide. Under “Our hour” you can take it back.
questions-hour-gone = That hour no longer stands. Here is how it is now.
questions-hour-let-go = It stays as it is. Nothing is agreed by this, and no reason is needed.
questions-stopped = Ended. Nothing more is delivered, and what was not answered stays with the one who noted it. Another hour can be agreed whenever you both like.

# In the channel, for both to see: nobody's words, and nobody's name.
questions-news-suggested = An hour for questions is suggested.
questions-news-agreed = You have an hour for questions now.
questions-news-hour = Your hour for questions.
questions-news-answer = There is something to read.
questions-news-telling = There is something to tell.
# By direct message, to the one who asked for it.
questions-word = A question you wanted time for is here again, whenever you like.
questions-word-telling = Something you wanted to hear later is here, whenever you like.

# The one asked. $other is the one who asks.
questions-asked =
    ### A question from { $other }
questions-listener =
    That a question comes back is normal: hearing the answer again helps it settle. You could begin with “I hear that this is still there.”
    As much as is true and helps to understand is enough; details that only make pictures may stay out. You may stop here at any time.
questions-answer-button = Answer now
questions-time-button = I need time
questions-therapist-button = With a therapist
questions-today-button = Stop for today
questions-answer-title = Your answer
questions-answer-label = In your own words
questions-answer-placeholder = What is true and helps to understand. Details that only make pictures may stay out
questions-answered = { $other } can read your answer now. Thank you for staying with it.
questions-next-button = The next one
questions-time =
    ### As much time as you need
    { $other } sees that you would like time, and until when. I bring it back to you then by direct message; without a time it comes back in your next hour.
questions-time-tomorrow-button = Until tomorrow
questions-time-week-button = For a week
questions-date-button = Until a day
questions-time-hour-button = Until our next hour
questions-time-until = It comes back to you on { $until }, and { $other } sees that. If you would like to answer earlier, it is under “What I can read”.
questions-time-next = It comes back in your next hour for questions, and { $other } sees that. If you would like to answer earlier, it is under “What I can read”.
questions-therapist = { $other } sees that you would like to answer this with a therapist. It stays under “What I can read”. If you have nobody yet, Help lists people to talk to.
questions-today =
    ### Enough for today
    Nobody is told. What is left stays under /questions until you look again.
questions-date-title = A day
questions-date-label = The day
# $example is a day such as “11 March”.
questions-date-placeholder = { $example }, Friday, tomorrow
questions-date-unknown = I need a day to come, within half a year, such as { $example }. Nothing was changed.
questions-time-label = The time, on your shared clock
questions-time-placeholder = 20:00 or 8pm
questions-time-unknown = I need a time to come, such as 20:00 or 8pm. Nothing was changed.

# Reading.
questions-you-asked =
    ### You asked
questions-they-answered =
    ### { $other } answered
questions-you-answered =
    ### You answered
questions-after-reading = You may stop here, and read it again another day: it stays under “What I can read”. A thank-you for an honest answer goes a long way; a new question can wait for your next hour.
questions-kept-button = What I can read
questions-kept =
    ### What I can read
    What was answered and told stays here for both of you for 180 days, or until its author erases it.
questions-kept-placeholder = Open one
questions-newer-button = Newer
questions-older-button = Older
questions-kept-answer-choice = An answer for you · { $date }
questions-kept-answered-choice = A question you answered · { $date }
questions-kept-therapist-choice = A question for a therapist · { $date }
questions-kept-time-choice = A question you wanted time for · { $date }
questions-kept-told-choice = Something you told · { $date }
questions-kept-telling-choice = Something to hear, or heard · { $date }

# Something to tell. $other is the listener.
questions-tell-button = Something to tell
questions-tell =
    ### Something to tell
    To tell something unasked takes courage. First comes one line of what it is about. { $other } reads only that line, and chooses to hear the rest now, later, or with somebody there.
    If it is something grave, such as an affair, violence, debts or a danger to somebody, it is often told better with a professional in the room; Help lists people to talk to. You can write it here as a draft and never send it.
    When and how would be good?
questions-tell-soon-button = When they are ready
questions-tell-later-button = Not yet: first a draft
questions-tell-with-button = With somebody there
questions-tell-title = Something to tell
questions-tell-note-label = What it is about, in one line
questions-tell-note-placeholder = Such as: about money, not urgent. This line is read first
questions-tell-words-label = What you want to tell
questions-tell-words-placeholder = What is so, in your own words. Details that only make pictures may stay out
questions-tell-kept = Kept as a draft, only yours. It stays here for as long as you like, and nothing asks about it.
questions-tell-full = Five things to tell are as many as I keep. Where one goes, there is room for another.
questions-tell-one =
    ### Something you want to tell
    Now: { $state }
questions-tell-about = What it is about:
questions-tell-words = The words, which open only when they are chosen:
questions-tell-company = { $other } will read beside your line that you wish somebody were there.
questions-tell-when = It stays a draft until you say when { $other } may look at your line. There is no need to send it at all.
questions-tell-night = It is { $time } where { $other } is. Tomorrow may be a kinder time.
questions-tell-now-button = Now
questions-tonight-button = Tonight
questions-tomorrow-button = Tomorrow
questions-day-button = On a day
questions-tell-sent = { $other } can look at your line now, and chooses when to hear the rest. What they choose stands here. Until it is opened you can take it back.
questions-tell-sent-later = { $other } can look at your line on { $when }. Until then you can change it, and until it is opened you can take it back.
questions-tell-draft = a draft, only yours
questions-tell-set = yours until { $when }
questions-tell-offered = { $other } chooses when to hear it
questions-tell-later = { $other } wants to hear it on { $when }
questions-tell-with = { $other } wants to hear it with somebody there, not here
questions-tell-opened = opened

# The listener. $other is the one who tells.
questions-hear =
    ### { $other } has something to tell you
    This is what it is about:
questions-hear-company = { $other } wishes that somebody were there with you when you hear it: a friend, a counsellor, whoever is good for you.
questions-hear-choose = Nothing else opens before you choose. There is no right time but yours, and { $other } sees only what you choose.
questions-hear-now-button = Hear it now
questions-hear-again-button = Read it again
questions-hear-with-button = Not here: with somebody there
questions-heard =
    ### What { $other } tells you
questions-heard-after = There is no need to answer now, or to forgive, or to decide anything. Help lists people to talk to.
questions-read-on-button = Read on
questions-hear-stop-button = Stop here
questions-heard-later = I bring it back to you on { $when } by direct message. { $other } sees that you want to hear it then.
questions-heard-with = It stays closed. { $other } sees that you want to hear it with somebody there. If you change your mind, it is under “What I can read”.
questions-heard-enough =
    ### Enough for now
    Nobody is told. It stays under /questions, in “What I can read”, if you ever want it.
