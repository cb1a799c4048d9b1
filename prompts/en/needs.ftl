# /needs.

needs-command = What settles you, what would help now, ten minutes together
needs = Soon.
