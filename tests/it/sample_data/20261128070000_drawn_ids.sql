-- Two paper cuts of one instant, in the order in which they were written, with ids that were drawn.
insert into cuts (id, couple_id, partner, written_at, look_at, rank) values
    (3307911450231774561, 1, 1, '2026-03-04 08:00:00+00', '2026-03-09 19:00:00+00', 0),
    (1180591620717411303, 1, 1, '2026-03-04 08:00:00+00', '2026-03-09 19:00:00+00', 1);
