insert into timers (id, kind, key, couple_id, soon, due_at, leased_until, retries, refused, reason)
overriding system value
values (90, 'prompt', 'prompt:1:2026-03-09', 1, false, '2026-03-15T19:00:00Z', '2026-03-15T20:00:00Z', 1, 1, 'refused');
