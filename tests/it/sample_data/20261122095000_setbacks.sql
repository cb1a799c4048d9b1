-- One of which something was said, and one of which nothing was.
insert into setbacks (id, couple_id, partner, at, light_until) overriding system value values
    (1, 1, 1, '2026-03-10 22:00:00+00', '2026-03-17 22:00:00+00'),
    (2, 1, 2, '2026-04-02 21:00:00+00', '2026-04-09 20:00:00+00');
