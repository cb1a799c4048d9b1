-- One prompt, two answers. Unique on the couple's local week, so that a retry finds the same round.
create table rounds (
    id              bigint      generated always as identity primary key,
    couple_id       bigint      not null references couples on delete cascade,
    week            date        not null,  -- Monday of the local week in the couple's zone
    opened_at       timestamptz not null,
    reveal_at       timestamptz,           -- not before this; null: as soon as both are in
    -- which wordings were asked (stable ids of prompts/)
    opening_id      text        not null,
    thanks_id       text        not null,
    concern_id      text        not null,
    question_id     text        not null,
    build_id        text        not null,
    prompt_channel  bigint,
    prompt_message  bigint,
    revealed_at     timestamptz,
    closed_at       timestamptz,           -- closed unrevealed
    constraint rounds_one_per_week unique (couple_id, week),
    check (revealed_at is null or closed_at is null)
);

-- What each partner has prepared or handed in, sealed. One answer per partner and round.
create table answers (
    round_id    bigint      not null references rounds on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    stance      smallint    not null check (stance between 0 and 3),  -- draft, handed in, hard week, not this week
    sealed      bytea,                 -- never plain: see vault.rs; null: nothing written
    changed_at  timestamptz not null,
    edited      boolean     not null default false,  -- changed after it was handed in once
    -- after the reveal, where the other shared no words: asked (0), opened (1), kept (2)
    opened      smallint    not null default 0 check (opened between 0 and 2),
    -- the author moved these words of an unrevealed round to their own side: they stay until erased
    kept        boolean     not null default false,
    primary key (round_id, partner)
);

-- The rhythm: one fact per week, without a person. Erasing and retention leave it.
create table weeks (
    couple_id   bigint      not null references couples on delete cascade,
    week        date        not null,
    fact        text        not null check (fact in ('tended', 'missed', 'paused')),
    primary key (couple_id, week)
);

-- Presses that were already carried out, for a day: the same press delivered twice has one effect.
create table presses (
    id          bigint      primary key,
    pressed_at  timestamptz not null
);
create index presses_by_age on presses (pressed_at);
