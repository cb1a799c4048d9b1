# What comes by itself, and stands in the channel for both.

# $opening is a line of openings.toml, $question the week's question.
prompt =
    { $opening }

    > **{ $question }**
prompt-fixed-time = It opens to you both on { $when } at the earliest.
prompt-late = -# This comes a little later than planned.
both-have-answered =
    ### You have both answered
    Each of you can read it now, privately, whenever it suits you.
quiet-weeks =
    ### A few quiet weeks
    That happens, and nothing is lost. Would a rest be good, another rhythm, or simply a talk? There is nothing you have to do.
# Direct messages that somebody asked for.
nudge = You asked me to remind you of your check-in. Here it is, whenever you like.
reread = You wanted to come back to what you two wrote. Here it is, whenever you like.

# What could not reach somebody, said once below what they asked for next.
# $channel is the couple's channel, $when the date and time at which Discord refused it for the last time.
untold-room =
    ### I couldn’t post in { $channel }
    On { $when } Discord didn’t let me. What I had to say is where it always is: /checkin opens your week, and everything new is under its own command.
    If I still can’t write there, allow me View Channel and Send Messages in that channel’s permissions. Or use /tend move in another channel.
# $when is the date and time of the message.
untold-direct =
    ### A direct message didn’t reach you
    On { $when } Discord didn’t deliver it. To get the next ones, allow direct messages from this server in its privacy settings.
    What it was about is here all the same: /checkin, /promise list, /repair board, /questions, /needs, or your dates under /settings.
