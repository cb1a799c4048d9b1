# /pages: private pages about forgiving. Nobody asks for them, and nobody is told.

pages-command = Pages of your own, which nobody else sees
pages-button = My pages
pages =
    ### Pages of your own
    Room to write, for you alone. Nobody else sees these pages or learns whether there are any. No notice, no sign, no counting.

    { "**" }Forgiving is not condoning.** What happened can stay wrong. { "**" }It is not forgetting**, nor going back to how it was. { "**" }It is never owed**, whatever was said or done since. It may come, in part, later, or not at all; only you know, and nobody here asks.
pages-source = -# Source: own words; no exercise of anyone’s is used. This is not therapy.
# Where the host is one of the two.
pages-not-stored = { "**" }Not stored here.** One of you two runs this Tend and could read what is stored. So a page is written, read and gone: after you send it you see it once, and nothing of it is kept. Copy it to a place of your own if you want to have it.
pages-them-button = About the other
pages-me-button = About myself
pages-down-button = What I am ready to put down
pages-them =
    ### About the other
    What happened, in your words, as hard or as soft as it is. Forgiving may be part of it; it may also not be.
pages-me =
    ### About myself
    For what you did, or did not do. Taking responsibility and being kind to yourself fit on one page.
pages-down =
    ### What I am ready to put down
    Something you have carried long enough. Putting it down says nothing about whether it was right.
pages-them-one = What happened, and what did it cost me?
pages-them-two = What would I need, whether or not I ever forgive?
pages-them-three = What do I see in the other today that I could not see then?
pages-me-one = What do I take responsibility for, in plain words?
pages-me-two = What would I say to a friend who had done the same?
pages-me-three = What have I done differently since, even once?
pages-down-one = What have I carried that I no longer want to carry?
pages-down-two = What was it good for, while I held on to it?
pages-down-three = What could I do with the hands that are free?
pages-ask-placeholder = A question to begin with
pages-open-placeholder = Open one of your pages
pages-open-choice = Page { $number }
# $beginning is how the page begins, $when a date and time.
pages-line = { $number }. { $when }: { $beginning }
pages-write-button = Write a page
pages-title = A page of your own
pages-label = Only you read this
pages-not-stored-label = Shown to you once, and not stored
pages-placeholder = Whatever is there. It need not be finished.
pages-kept = Kept, for you alone.
pages-once =
    ### Your page, this once
    Nothing of it is stored. When this message goes, it is gone.
pages-one = ### Your page of { $when }
pages-change-button = Change it
pages-put-down-button = Put it down
pages-put-down = Put down. Nothing of it is left here.
pages-gone = That page is no longer here. These are:
pages-full = Twenty pages of a kind are as many as I keep. Where one is put down, there is room for another.
pages-nothing-written = There was nothing on the page, so nothing was changed.
