-- One that waits, one that was heard, and one that was cleared with thanks.
insert into cuts (id, couple_id, partner, written_at, look_at, looked_at, heard_at, thanked_at) overriding system value values
    (1, 1, 1, '2026-03-03 08:00:00+00', '2026-03-09 19:00:00+00', null, null, null),
    (2, 1, 2, '2026-02-26 08:00:00+00', '2026-03-02 19:00:00+00', '2026-03-02 19:00:00+00', '2026-03-02 19:05:00+00', null),
    (3, 1, 2, '2026-02-27 08:00:00+00', '2026-03-02 19:00:00+00', '2026-03-02 19:00:00+00', '2026-03-02 19:06:00+00', '2026-03-02 19:10:00+00');
