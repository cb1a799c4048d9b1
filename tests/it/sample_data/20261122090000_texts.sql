-- What was promised, and edited after the other could read it; and a page that nobody else reads.
insert into texts (id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at) overriding system value values
    (1, 1, 1, 'promise_what', 1, 0, '\x0088', '2026-03-04 08:00:00+00', '2026-03-05 08:00:00+00', '2026-03-04 09:00:00+00'),
    (2, 1, 2, 'page_me', 0, 0, '\x0099', '2026-03-05 08:00:00+00', null, null);
