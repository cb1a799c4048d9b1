-- A refused form that can still be opened filled.
insert into drafts (id, couple_id, partner, sealed, kept_until) values
    (2305843009213693953, 1, 1, '\x0077', '2026-06-07 18:46:00+00');
