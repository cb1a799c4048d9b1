-- A weekly hour that both agreed to, a single one that is suggested, one that was ended.
insert into question_hours (id, couple_id, partner, zone, weekday, minute, once_at, suggested_at, agreed_at, over_at) overriding system value values
    (1, 1, 1, 'Europe/Lisbon', 3, 1200, null, '2026-03-04 08:00:00+00', '2026-03-04 09:00:00+00', null),
    (2, 1, 2, 'Europe/Lisbon', null, null, '2026-03-14 15:00:00+00', '2026-03-05 08:00:00+00', null, null),
    (3, 2, 1, 'America/Vancouver', 7, 600, null, '2026-04-14 08:00:00+00', '2026-04-14 09:00:00+00', '2026-04-20 09:00:00+00');
-- One that waits, one that needs time, one that is answered and read.
insert into questions (id, couple_id, partner, state, asked_at, delivered_at, until, moves, answered_at, read_at) overriding system value values
    (1, 1, 1, 0, '2026-03-04 08:00:00+00', null, null, 0, null, null),
    (2, 1, 2, 2, '2026-03-04 08:00:00+00', '2026-03-04 20:00:00+00', '2026-03-09 09:00:00+00', 2, null, null),
    (3, 1, 1, 4, '2026-03-03 08:00:00+00', '2026-03-04 20:00:00+00', null, 2, '2026-03-04 20:10:00+00', '2026-03-04 20:20:00+00');
-- One that is to be heard later, and one that was opened.
insert into tellings (id, couple_id, partner, state, company, made_at, offer_at, until, moves, opened_at) overriding system value values
    (1, 1, 1, 2, true, '2026-03-04 08:00:00+00', '2026-03-04 09:00:00+00', '2026-03-05 21:00:00+00', 2, null),
    (2, 1, 2, 4, false, '2026-03-02 08:00:00+00', '2026-03-02 09:00:00+00', null, 2, '2026-03-02 10:00:00+00');
