insert into feedback_turns (person, nth, at) values ('\x03', 1, '2026-06-07 20:00:00+00');
