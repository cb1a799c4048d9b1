# /inbox.

inbox-command = Paper cuts in one line each, looked at together once a week
inbox = Soon.
