# /pages.

pages-command = Pages of your own, which nobody else sees
pages = Soon.
