-- Three couples: one that tends, one that rests, one that has ended; and invitations of every kind.
insert into couples (id, guild_id, channel_id, zone, weekday, minute, reveal_days, every_weeks, started_at, unreachable, rested_at, ended_at, holds_channel)
overriding system value values
    (1, 812000000000000001, 812000000000000011, 'Europe/Lisbon', 7, 1140, 0, 1, '2026-03-01 18:20:00+00', null, null, null, true),
    (2, 812000000000000002, 812000000000000022, 'America/Vancouver', 1, 435, 2, 2, '2026-04-13 02:05:31+00', 'no_access', '2026-06-01 09:00:00+00', null, true),
    (3, 812000000000000001, 812000000000000011, 'Asia/Kathmandu', 5, 0, 0, 1, '2025-11-28 15:00:00+00', 'gone', null, '2026-02-20 07:45:12+00', false);

insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version, wrapped_key, why_sealed, streak_hidden, sharing,
                      resting_since, resting_until, rest_told, left_at, left_told) values
    (1, 1, 812000000000000101, 'Europe/Lisbon', '2026-03-01 18:10:00+00', '2026-11', '\x0102', null, false, 'pssss', null, null, false, null, false),
    (1, 2, 812000000000000102, 'Asia/Tokyo', '2026-03-01 18:20:00+00', '2026-11', '\x0304', '\x0088', true, 'shhps', null, null, false, null, false),
    (2, 1, 812000000000000201, 'America/Vancouver', '2026-04-13 02:00:00+00', '2026-11', '\x0506', null, false, 'pssss', '2026-06-08 10:00:00+00', '2026-06-29 07:00:00+00', true, null, false),
    (2, 2, 812000000000000102, 'America/Vancouver', '2026-04-13 02:05:31+00', '2026-11', null, null, false, 'ppppp', null, null, false, null, false),
    (3, 1, 812000000000000101, 'Asia/Kathmandu', '2025-11-28 14:50:00+00', '2026-11', '\x0708', null, false, 'pssss', null, null, false, '2026-02-20 07:45:12+00', true),
    (3, 2, 812000000000000302, 'Asia/Kathmandu', '2025-11-28 15:00:00+00', '2026-11', '\x090a', null, false, 'pssss', '2026-01-01 00:00:00+00', null, false, null, false);

insert into invitations (id, inviter_id, guild_id, channel_id, zone, weekday, minute, consent_version, created_at, posted_at, expires_at, message_id, closed_at)
overriding system value values
    (1, 812000000000000101, 812000000000000001, 812000000000000011, 'Europe/Lisbon', 7, 1140, '2026-11', '2026-03-01 18:10:00+00', '2026-03-01 18:11:00+00', '2026-03-08 18:11:00+00', 812000000000001001, '2026-03-01 18:20:00+00'),
    (2, 812000000000000401, 812000000000000003, 812000000000000033, 'UTC', 3, 1200, '2026-11', '2026-06-10 08:00:00+00', '2026-06-10 08:03:00+00', '2026-06-17 08:03:00+00', 812000000000001002, null),
    (3, 812000000000000402, 812000000000000003, 812000000000000034, 'Australia/Lord_Howe', 6, 615, '2026-11', '2026-06-10 08:00:00+00', null, '2026-06-11 08:00:00+00', null, null);

insert into not_to_ask (person, since) values
    ('\x5f8a1c0000000000000000000000000000000000000000000000000000000001', '2026-05-02 12:00:00+00');
