# /tend start: preparing an invitation, accepting it.

tend-command = Begin here together, or move here
start-command = Invite somebody to tend together in this channel
start-partner-command = The person you would like to tend with
start-zone-command = A city or time zone for your weekly hour, such as Lisbon
move-command = Move your place to this channel

pairing-start =
    ### Tending with { $invited }
    Only you see this page. Nothing is posted before you say so.
pairing-invited =
    ### { $inviter } would like to tend with you
    Only you see this page, and nothing about you is stored before your yes.
pairing-what = **What I do.** Once a week I ask you both a few gentle questions, here. Each answers alone; you read each other only when both have answered. Either of you can rest, take your words out or leave, alone and at once.
pairing-never = **What I never do.** I don’t read along, score, rank, remind one of you for the other, or tell who has answered. I’m no therapist. If being together is not safe, this is not the tool for it; /help lists people who can be there for you.
pairing-host = **Who runs me.** { $host } ({ $contact }). What you write is sealed where it is stored, yet whoever runs me could technically read it. Discord sees what passes through it.
pairing-host-is-one = **Who runs me.** { $host } ({ $contact }), one of you two. What you write is sealed where it is stored, yet whoever runs me could technically read it: also what you keep private. What you write for yourself alone (pages, lists, a plan, the words of a hard evening) is therefore shown once and not stored. Please weigh that before you write. Discord sees what passes through it.
pairing-second = You already tend in another channel. This would be a second one, by your own choice.
pairing-hour = **Your weekly hour:** { $slot } ({ $zone }). You can change it together at any time.
pairing-suggested = **The weekly hour suggested:** { $slot } ({ $zone }). You can change it together at any time.
pairing-zone-note = I didn’t find “{ $typed }”, so this is set to { $zone } for now. Choose another below if that’s not right.
post-invitation-button = I’d like this: post the invitation
withdraw-button = Take the invitation back

invitation =
    { $inviter } would like to tend with { $invited } here: a few gentle questions once a week, { $slot } ({ $zone }).
    Only { $invited } can accept. Looking at it decides nothing.
invitation-look-button = Look at it privately
invitation-posted = The invitation stands in the channel for a week. { $invited } can look at it alone, in their own time. There is nothing more for you to do.
invitation-withdrawn = The invitation is taken back.
# To the one who presses “Take it back” after the other has said yes.
invitation-was-accepted =
    ### You are paired
    { $other } has accepted your invitation, so there is nothing to take back. If you’d rather stop, you can leave at any time, on your own.
invitation-yes-button = Yes, let’s begin
invitation-no-button = No, thank you
invitation-never-button = Please don’t ask me again
invitation-declined = That’s fine. Nothing about you was stored, nobody is told, and the invitation looks as before until it ends by itself.
invitation-never-again = Understood. I keep one keyed fingerprint of your account, which nobody can turn back into your name, so that no invitation reaches you again. Nobody is told. If you ever start something yourself with /tend start, it goes away.
invitation-no-longer = This invitation no longer stands. If you would both still like to, either of you can begin anew with /tend start.
invitation-over = This invitation has come to its end.
invitation-accepted = { $one } and { $two } tend here together now.
# $next is a date and time on the reader's clock, $slot such as “every Sunday at 19:00”.
together =
    ### You use Tend together here now
    Your first check-in is open. The next one comes on { $next }, and from then on { $slot }.

start-only-in-a-server = This works in a channel of a server that you both can see.
start-nobody-named = I didn’t see whom you would like to invite. Please choose a person after /tend start.
start-not-oneself = Tending takes two. Please choose the other person.
start-not-a-bot = That is a bot like me. Please choose a person.
start-cannot-invite = I can’t invite this person here. If they can see this channel and would like to, they can begin themselves with /tend start.
start-not-in-thread = This is a private thread, and this person is not in it yet. Please add them to the thread first; then try once more.
start-cannot-post = I may not write in this channel yet. Please allow me to view it and to send messages here; then try once more.
# To the one who left without a line. $date is when they left, $gone when theirs will be deleted.
start-after-leaving =
    ### You left Tend here on { $date }
    { $other } was told nothing: for them it is paused. Would you like to begin again? Everything is as you left it, and for them the pause ends. If not, all of yours will be deleted on { $gone }.
start-again-button = Begin again
start-already-together = You two already tend here. /checkin opens this week.
start-channel-taken = This channel is already in use for tending. Any other channel that you both see works just as well.
start-page-is-over = This page has had its time. /tend start opens a fresh one.
start-one-is-open = One of your invitations still stands. You can take it back and then post another.
start-enough = You have posted three invitations in the last month. From { $date } on there can be another.

move-already-here = You already live here.
move-lost = I can’t reach { $channel } any more. Your place can move to this channel; everything you had comes along.
# Others can see this channel too, or { $other } cannot.
move-lost-ask = I can’t reach { $channel } any more. I can ask { $other } whether your place moves to this channel: privately, at their next command. Nothing moves, and nothing is posted here, before they agree.
move-asked-later = I’ll ask { $other } privately, at their next command. Nothing moves, and nothing is posted here, before they agree.
move-here-button = Move here
move-suggest = Your place is { $channel }. I can ask the other there whether you move to this channel.
move-suggest-button = Suggest moving here
move-suggested = I’ve asked in your place. Once the other agrees, your next check-in comes in the new channel.
moved = Your place is { $channel } now. Everything you had has come along.
