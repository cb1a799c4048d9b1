-- One of a repair that was offered anew and kept, one of every week, one without a day, and a draft.
insert into promises (id, couple_id, partner, repair_id, shared, day, weekday, minute, state, turns, offers, talks, to_talk,
        made_at, given_at, offered_at, closed_at) overriding system value values
    (1, 1, 2, 1, true, '2026-03-20', null, 1080, 'kept', 2, 1, 1, true,
        '2026-03-04 08:00:00+00', '2026-03-04 08:05:00+00', '2026-03-10 08:00:00+00', '2026-03-20 18:00:00+00'),
    (2, 1, 1, null, true, null, 5, 1140, 'open', 1, 0, 0, false, '2026-03-04 08:00:00+00', '2026-03-04 08:05:00+00', null, null),
    (3, 1, 1, null, false, null, null, null, 'open', 1, 0, 0, false, '2026-03-05 08:00:00+00', '2026-03-05 08:05:00+00', null, null),
    (4, 1, 2, null, false, '2026-04-01', null, null, 'draft', 0, 0, 0, false, '2026-03-06 08:00:00+00', null, null, null);
insert into promise_weeks (promise_id, day, outcome, told_at) values
    (2, '2026-03-06', 'kept', '2026-03-06 20:00:00+00'),
    (2, '2026-03-13', 'partly', '2026-03-14 08:00:00+00');
