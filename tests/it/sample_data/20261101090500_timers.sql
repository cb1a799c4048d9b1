-- A promise in each state: armed, being sent, kept, failed, skipped; one of no couple.
insert into timers (id, kind, key, couple_id, soon, due_at, state, leased_until, attempt, retries, sending_at, channel_id, marker, message_id, reason, finished_at)
overriding system value values
    (1, 'prompt', 'prompt:1:2026-06-08', 1, false, '2026-06-14 18:00:00+00', 0, null, 0, 0, null, null, null, null, null, null),
    (2, 'prompt', 'prompt:1:2026-06-01', 1, false, '2026-06-07 18:00:00+00', 2, '2026-06-07 18:01:00+00', 1, 0, '2026-06-07 18:00:01+00', 812000000000000011, 't1:checkin:open:2', 812000000000002001, null, '2026-06-07 18:00:02+00'),
    (3, 'reveal', 'reveal:2', 1, true, '2026-06-07 19:30:00+00', 1, '2026-06-07 19:31:00+00', 2, 1, '2026-06-07 19:30:00+00', 812000000000000011, null, 812000000000002001, null, null),
    (4, 'prompt', 'prompt:2:2026-06-01', 2, false, '2026-06-01 14:15:00+00', 4, null, 3, 2, null, null, null, null, 'late', '2026-06-02 02:15:00+00'),
    (5, 'suggest', 'suggest:2', 2, true, '2026-06-03 10:00:00+00', 3, null, 1, 0, '2026-06-03 10:00:00+00', 812000000000000022, null, null, 'no_access', '2026-06-03 10:00:01+00'),
    (6, 'tidy', 'tidy:2026-06-08', null, false, '2026-06-08 00:00:00+00', 0, null, 0, 0, null, null, null, null, null, null);
