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
# $channel is where they live.
unreachable = I couldn’t post in { $channel } at our last hour: it is gone, or I may not write there. You can let me in again, or use /tend move in another channel.
