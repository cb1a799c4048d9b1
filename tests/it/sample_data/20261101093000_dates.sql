-- A date of every year, the one of leap years, and one that comes once.
insert into dates (id, couple_id, partner, sealed, month, day, year, created_at) overriding system value values
    (1, 1, 1, '\x0088', 5, 14, null, '2026-03-04 08:00:00+00'),
    (2, 1, 2, '\x0099', 2, 29, null, '2026-03-05 08:00:00+00'),
    (3, 2, 1, '\x00aa', 9, 3, 2027, '2026-05-01 08:00:00+00');
