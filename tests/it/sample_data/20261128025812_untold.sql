insert into untold (couple_id, partner, what, at) values
    (1, 1, 'room', '2026-06-07 20:00:00+00'),
    (1, 2, 'direct', '2026-06-08 09:00:00+00'),
    (2, 1, 'asked', '2026-06-03 10:00:00+00');
insert into feedback (id, wrapped_key, sealed, person, written_at, failed_at, told_at)
overriding system value
values (9, '\x01', '\x02', '\x03', '2026-06-07 20:00:00+00', '2026-06-07 20:00:01+00', '2026-06-07 21:00:00+00');
