-- A change of hour that was agreed to, one of channel that waits; a line about what was understood; a word to the host.
insert into proposals (id, couple_id, partner, change, made_at, channel_id, message_id, settled_at, agreed)
overriding system value values
    (1, 1, 2, '{"kind": "slot", "zone": "Europe/Lisbon", "weekday": 7, "minute": 1140}', '2026-03-05 08:00:00+00', 812000000000000011, 812000000000004001, '2026-03-05 21:00:00+00', true),
    (2, 2, 1, '{"kind": "move", "guild": 812000000000000002, "channel": 812000000000000023}', '2026-06-03 10:00:00+00', null, null, null, null);

insert into understandings (round_id, partner, sealed, confirmed, correction, written_at) values
    (1, 1, '\x0044', null, null, '2026-03-02 20:10:00+00'),
    (1, 2, '\x0055', false, '\x0066', '2026-03-02 20:12:00+00');

insert into feedback (id, wrapped_key, sealed, written_at) overriding system value values
    (1, '\x0b0c', '\x0077', '2026-06-08 11:00:00+00');
