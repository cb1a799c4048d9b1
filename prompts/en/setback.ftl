# /setback.

setback-command = For a hard evening: pause or support first; nothing is lost
setback = Soon.
