# /help, people to talk to, the privacy notice. The same for everybody, whatever they wrote.

help-command = What I do, and people to talk to near you
help =
    ### Tend
    Two people tend the trust between them, a few gentle questions once a week. Each answers alone; you read each other once you have both answered.
help-line = - `/{ $command }`: { $line }
help-not-a-couple-task = **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.

support-button = Support near you
support =
    ### Support near you
    Nothing leads here but somebody’s own tap. Nothing is detected, nobody is alerted, and nothing about it is stored; this page is the same for everybody. If somebody else sees your screen, another device may be calmer.
support-choose = Choose a country, and you see who is there. “Another country” is for everywhere else.
support-placeholder = Choose a country (list { $page } of { $pages })
support-earlier-button = Countries before these
support-later-button = More countries
support-country = **{ $country }**
support-emergency = In danger now: **{ $number }**
support-service = - **{ $name }**. { $what } – { $ways }
support-phone = phone { $phone }
support-text = text message { $text }
support-or = or
support-couples = For two, where both are safe with each other:
support-everywhere = **Everywhere**
# $when is a month and year.
support-checked = -# Last looked over in { $when }. Numbers change; a search for the name finds the newest.
support-month = { $month } { $year }

privacy-notice-button = Privacy notice
privacy-notice-link-button = Read it in the browser
privacy-notice-none = Whoever runs me has not written a privacy notice yet. You can ask them: { $contact }
