# /promise.

promise-command = Promises: what, by when, how you will both know
promise-list-command = Your promises, and those shared with you
promise-new-command = Make a promise: what, by when, how you will both know
promise = Soon.
promises-button = Promises
promise-for-repair-button = Make a promise
