# /needs: needs, reassurance, ten minutes; what both write and open together.

needs-command = What settles you, what would help now, ten minutes together
needs-button = Needs
needs =
    ### Needs
    What you need may change from week to week; change it here whenever it does. Nobody is told when you do.
needs-settles-button = What settles me
needs-help-now-button = What would help now
needs-offers-button = What I offer
needs-minutes-button = Ten minutes today
needs-theirs-button = What the other shares
needs-settles = {"**"}What settles me**
needs-help-now = {"**"}What would help now**
needs-offers = {"**"}What I offer**
needs-settles-page =
    ### What settles me
    What calms you when it gets rough: words, a touch, some quiet, a message on the way. Yours alone until you share it.
needs-help-now-page =
    ### What would help now
    Up to five lines, changed at any time. Yours alone until you share it. It is a list of wishes; nobody owes any of it.
needs-offers-page =
    ### What I offer
    Up to five small reassurances that you would gladly give. { $other } can read them here, and may say that one would be good today. You are free each time to say not now.
needs-nothing-yet = There is nothing here yet.
needs-mine = Only you read this.
needs-shared = { $other } can read this. When you change it, the day of the change stands beside it.
needs-write-button = Write
needs-share-button = Let the other read it
needs-keep-button = Only for me again
needs-settles-title = What settles me
needs-settles-label = What calms me when it gets rough
needs-settles-placeholder = Sit beside me; tell me you are on your way
needs-help-now-title = What would help now
needs-help-now-placeholder = An evening without screens
needs-offers-title = What I offer
needs-offers-placeholder = A message when I leave work
needs-line-label = Line { $number }
needs-too-long = That is longer than what fits: 200 characters a line, 4,000 on a page. Nothing was changed.
needs-theirs =
    ### What { $other } shares with you
    Each line was written freely, for you to read.
needs-theirs-nothing = There is nothing to read here for now.
needs-theirs-settles = {"**"}What settles { $other }**
needs-theirs-help-now = {"**"}What would help { $other } now**
needs-theirs-offers = {"**"}What { $other } offers**
needs-pick-placeholder = That one today would be good

# A small request of one day. The channel learns nothing of what it is about.
minutes =
    ### I could use you for ten minutes
    When today would be good? You can add a line, or none. { $other } may say yes, not now or later; nothing more is asked. At the day’s end it is gone.
minutes-now-button = Now, if you can
minutes-evening-button = This evening
minutes-whenever-button = Whenever it suits today
minutes-title = Ten minutes
minutes-label = A line, if you like
minutes-placeholder = Just to sit together
request-one-a-day = You have asked for this once today already. Tomorrow there is room again.
# $when is one of the three buttons above.
request-minutes = Ten minutes together. { $when }.
request-pick = This one would be good today:
request-mine =
    ### You asked { $other }
request-of-me =
    ### { $other } asks you
request-easy = Each answer is as good as the others, and none needs a reason. At the day’s end it is gone by itself.
request-yes-button = Yes, gladly
request-not-now-button = Not now
request-later-button = Later today
request-open = There is no answer yet. It may stay without one.
request-yes = The answer: Yes, gladly.
request-not-now = The answer: Not now. It speaks of this hour only.
request-later = The answer: Later today.
request-taken-back = It is taken back, and nobody needs to answer.
request-answered-yes = { $other } is told alone: Yes, gladly.
request-answered-not-now = { $other } is told alone: Not now. Nothing more is needed from you.
request-answered-later = { $other } is told alone: Later today.
request-over = That was for its own day, and nothing of it is open any more.
request-news = There is something small to look at today.
request-look-button = Look
request-told = About what you asked for today:

# What both write and open together.
pair-write-button = Write mine
pair-in = It’s with me. { $other } learns nothing of it before you have both written: not a word, and not that it is here. Until then you can change it or take it back.
pair-draft = This is with you. It opens only after you hand it in.
pair-theirs = {"**"}From { $other }**
pair-mine = {"**"}From you**
pair-empty = A few words are needed in each place. Nothing was changed.
trust-button = What trust looks like
trust =
    ### What trust looks like to me
    For each person it is something else. You and { $other } each write what it looks like from where you stand; both open together, once both are there.
trust-title = What trust looks like to me
trust-label = I notice that I trust when …
trust-placeholder = you tell me before I ask
trust-renew-button = Renew mine
trust-news = You have both written what trust looks like to you. It is open to you both.
exchange-button = A need and an offer
exchange =
    ### A need and an offer
    You and { $other } each name one thing you need (a fear may be in it) and one thing you offer. Both open together, once both are there. An offer is free, whatever is asked.
exchange-title = A need and an offer
exchange-need = {"**"}I need**
exchange-offer = {"**"}I offer**
exchange-need-label = One thing I need
exchange-need-placeholder = To hear it when you will be late; I get afraid
exchange-offer-label = One thing I offer
exchange-offer-placeholder = Ten quiet minutes after work
exchange-again-button = Another round
exchange-news = You have both named a need and an offer. It is open to you both.
