# /feedback: the reader is named before the text box.

feedback-command = Tell the person who runs me what works and what doesn’t
feedback-button = Feedback
feedback =
    ### Feedback
    {"**"}{ $host } reads this**: the person who runs me here, in a direct message. It is for what works, what doesn’t, and anything you would like to report. It is not for anything about your partner.
    Your name is not sent along. Where only few people use me, it can still be guessed who wrote. If you would like an answer, write how to reach you, or ask directly: { $contact }
feedback-elsewhere =
    ### Feedback
    { $host } runs me here. You can tell them what works, what doesn’t, and anything you would like to report: { $contact }
    It is not the place for anything about your partner.
feedback-write-button = Write
feedback-title = A word to the person who runs me
feedback-label = Not for anything about your partner
feedback-placeholder = What works, what doesn’t, what you would like to report
feedback-empty = There was nothing in it yet. Nothing was sent.
feedback-too-long = That is longer than the 2,000 characters that fit. Nothing was sent.
# In place of the above where they have written $limit times in a day.
feedback-enough =
    ### Feedback
    I pass on { $limit } messages a day from each person, and you have sent yours. You can write the next one tomorrow. { $host } can also be told directly: { $contact }
# To somebody who sends one more than $limit in a day. What they typed stands below.
feedback-not-sent =
    ### This one wasn’t sent
    I pass on { $limit } messages a day from each person, and you have sent yours. You can send this one tomorrow, or tell { $host } directly: { $contact }
feedback-kept =
    ### Thank you
    It is on its way to { $host }. It stays sealed here until it has arrived, and then it is gone from here.
# Said once, to the one who wrote it, at their next command.
feedback-untold =
    ### What you wrote to { $host } hasn’t arrived
    Discord doesn’t deliver my direct messages to them. I keep trying once a day, for a month. You can also tell them directly: { $contact }
# What the host reads above it.
feedback-arrived = Somebody who uses Tend would like you to know:
