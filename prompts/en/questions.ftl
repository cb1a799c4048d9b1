# /questions.

questions-command = Questions kept until an hour you both agreed to
questions = Soon.
