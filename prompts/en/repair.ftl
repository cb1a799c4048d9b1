# /repair.

repair-command = Repair: understood first, then apologised for, then changed
repair-board-command = What you are repairing together: where it stands, what comes next
repair-open-command = Begin a repair, in words or just “there is something”
repair = Soon.
repairs-button = Repairs
repair-from-promise-button = Repair this together
repair-from-cut-button = Make it a small repair
