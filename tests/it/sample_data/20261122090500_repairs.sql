-- One that is over, one under way, and one that only its opener knows.
insert into repairs (id, couple_id, opened_by, hurt, size, promise_id, state, phase, holds, moves, opened_at, agreed_at, moved_at, over_at) overriding system value values
    (1, 1, 1, 1, 'big', 1, '{"at": "closed"}', 2, 0, 19, '2026-03-04 08:00:00+00', '2026-03-04 09:00:00+00', '2026-06-04 09:00:00+00', '2026-06-04 09:00:00+00'),
    (2, 1, 2, 1, 'small', null, '{"at": "telling"}', 1, 1, 2, '2026-03-05 08:00:00+00', '2026-03-05 09:00:00+00', '2026-03-05 09:00:00+00', null),
    (3, 1, 1, 2, 'big', null, '{"at": "draft"}', 0, 0, 0, '2026-03-06 08:00:00+00', null, '2026-03-06 08:00:00+00', null);
