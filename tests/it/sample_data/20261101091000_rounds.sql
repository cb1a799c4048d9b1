-- Rounds that were read, that closed quietly, that wait for their fixed hour, and that are open.
insert into rounds (id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                    prompt_channel, prompt_message, revealed_at, closed_at)
overriding system value values
    (1, 1, '2026-02-23', '2026-03-01 18:20:00+00', null, 'opening-1', 'thanks-1', 'concern-1', 'weekly-1', 'build-1', null, null, '2026-03-02 20:00:00+00', null),
    (2, 1, '2026-06-01', '2026-06-07 18:00:00+00', null, 'opening-2', 'thanks-2', 'concern-2', 'weekly-2', 'build-2', 812000000000000011, 812000000000002001, null, null),
    (3, 2, '2026-05-25', '2026-05-25 14:15:00+00', '2026-05-27 14:15:00+00', 'opening-3', 'thanks-3', 'concern-3', 'weekly-3', 'build-3', 812000000000000022, 812000000000002002, null, '2026-06-01 14:15:00+00'),
    (4, 2, '2026-06-01', '2026-06-01 14:15:00+00', '2026-06-03 14:15:00+00', 'opening-4', 'thanks-4', 'concern-4', 'weekly-4', 'build-4', null, null, null, null);

-- A draft, a hand-in that was changed, a hard week, a silence; words that were kept from a closed week.
insert into answers (round_id, partner, stance, sealed, changed_at, edited, opened, kept) values
    (1, 1, 1, '\x0011', '2026-03-01 19:00:00+00', true, 0, false),
    (1, 2, 2, null, '2026-03-02 20:00:00+00', false, 1, false),
    (2, 1, 0, '\x0022', '2026-06-07 18:30:00+00', false, 0, false),
    (3, 1, 1, '\x0033', '2026-05-26 08:00:00+00', false, 0, true),
    (3, 2, 3, null, '2026-05-26 09:00:00+00', false, 2, false);

insert into weeks (couple_id, week, fact) values
    (1, '2026-02-23', 'tended'),
    (1, '2026-03-02', 'missed'),
    (2, '2026-05-25', 'missed'),
    (3, '2025-11-24', 'paused');

insert into presses (id, pressed_at) values
    (812000000000003001, '2026-06-07 18:29:59+00');
