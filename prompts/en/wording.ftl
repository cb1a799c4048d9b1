# Hints about wording, shown to the author alone before anything is sent. They never stand in the way: what is sent is the author's own choice. $words is what was written, in quotes.

hint-but = { $words }: what comes after it is often heard louder than what came before.
hint-if-you-felt = { $words } leaves open whether it happened. What you did, and that it hurt, can stand without an “if”.
hint-you-made-me = { $words } gives your own act to the other. What would it say if it began with “I”?
hint-always-never = { $words }: hard to hear, and hard to keep. One moment, or one step, is easier to hear and to keep.
hint-you-are = { $words } is about who somebody is. What happened, and what it did to you, is easier to hear.
# Before the hints.
hints = A thought on the wording, for you alone; every word may stay as it is:
# Between several wordings of one kind.
hint-words = “{ $words }”

# A text that looks like a password, a code or a key, in any form. What was typed stands below it.
secret-refused =
    ### Nothing was saved
    Part of this looks like a password, a PIN, a card number or another key to an account. I’d rather not keep those for anyone: a promise, an early word or a boundary does more than a password can.
    This check is a speed bump, not a lock. It can stop an ordinary sentence, and it can miss a real password. If yours is an ordinary sentence, please put it in other words.
