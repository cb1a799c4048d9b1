# Words that every part of Tend shares: days, months, times, lists.

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December

# $weekday and $month are words from above, $day is 1 to 31.
date = { $weekday }, { $day } { $month }
date-with-year = { $weekday }, { $day } { $month } { $year }
day-and-month = { $day } { $month }

# What was typed can be read in two ways. $first and $second are days, such as “5 April”; $time is such as 10:12.
day-either = That can be { $first } or { $second }. Please write the month as a word, as here, so that it can only be one of them. Nothing was saved.
day-or-time = That can be { $day } or { $time }. Please write a day with its month as a word, as here, and a time as { $time }. Nothing was saved.

# $hour and $minute come with two digits: 07:05. Times are told with 24 hours.
time = { $hour }:{ $minute }
date-and-time = { $date } at { $time }
every-week = every { $weekday } at { $time }

# Three things are joined as: first, then "list-next", then "list-last".
list-next = { $before }, { $next }
list-last = { $before } and { $last }
