-- Ten minutes that were asked for, an offer that was picked; what was opened together, and what waits.
insert into requests (id, couple_id, partner, kind, number, state, asked_at, ends_at) overriding system value values
    (1, 1, 1, 'minutes', 2, 'open', '2026-06-07 18:00:00+00', '2026-06-07 23:00:00+00'),
    (2, 1, 2, 'pick', 0, 'not_now', '2026-06-07 12:00:00+00', '2026-06-07 23:00:00+00');

insert into openings (id, couple_id, what, in_one, in_two, began_at, opened_at) overriding system value values
    (1, 1, 'trust', true, true, '2026-03-08 20:00:00+00', '2026-03-09 21:00:00+00'),
    (2, 1, 'exchange', false, true, '2026-04-08 20:00:00+00', null);
