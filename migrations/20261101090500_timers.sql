-- Everything that Tend has promised to do later, one row each: planned = done + failed + skipped + pending.
-- A row is claimed by a lease, stamped as sending before the request to Discord, and finished only
-- after the answer (store/timers.rs, scheduler/). What is pending never vanishes by itself.
create table timers (
    id           bigint      generated always as identity primary key,
    kind         text        not null,
    key          text        not null constraint timers_once unique,  -- what and for whom: 'prompt:42:2026-03-02'
    couple_id    bigint      references couples on delete cascade,    -- null: an invitation, or housekeeping
    soon         boolean     not null,           -- somebody may be waiting for it: goes before the prompts
    due_at       timestamptz not null,           -- the promised instant; a retry does not move it
    -- 0 armed, 1 sending (a request may have had its effect), 2 done, 3 failed, 4 skipped
    state        smallint    not null default 0 check (state between 0 and 4),
    leased_until timestamptz,                    -- nobody else takes it before; also how long a retry waits
    attempt      int         not null default 0, -- counts the claims: an older claim can change nothing any more
    retries      int         not null default 0, -- counts the failures: each makes the next wait longer
    sending_at   timestamptz,                    -- of the first request whose effect is not known
    channel_id   bigint,                         -- where the message is, or may be
    marker       text,                           -- the id of a button on that message: by it Tend knows its own
    message_id   bigint,
    reason       text,                           -- why it failed, was skipped or waits; never anything private
    finished_at  timestamptz,
    constraint timers_kind check (kind = split_part(key, ':', 1)),
    constraint timers_sending check ((state = 1) <= (sending_at is not null)),
    constraint timers_reason check (state not in (3, 4) or reason is not null),
    constraint timers_finished check ((state >= 2) = (finished_at is not null))
);

-- What is due: read every two seconds, and all that a claim looks at.
create index timers_due on timers (soon, coalesce(leased_until, due_at), id) where state <= 1;
-- What comes next for a couple, and what goes with it.
create index timers_by_couple on timers (couple_id);
