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
nudge = You asked me to bring your check-in back to you. Here it is, whenever you like.
# $channel is where they live.
unreachable = I couldn’t post in { $channel } at our last hour: it is gone, or I may not write there. You can let me in again, or use /tend move in another channel.
