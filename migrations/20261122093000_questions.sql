-- The hour in which questions are delivered: one suggests it, the other agrees, either ends it. What it is
-- stands in the zone it was suggested in: a weekday and a minute of every week, or one instant.
create table question_hours (
    id           bigint      generated always as identity primary key,
    couple_id    bigint      not null references couples on delete cascade,
    partner      smallint    not null check (partner in (1, 2)),  -- who suggested it
    zone         text        not null,
    weekday      smallint    check (weekday between 1 and 7),     -- Monday is 1
    minute       smallint    check (minute between 0 and 1439),
    once_at      timestamptz,
    suggested_at timestamptz not null,
    agreed_at    timestamptz,
    over_at      timestamptz,  -- ended by either, not taken up, or replaced by another one
    check ((weekday is null) = (minute is null) and (weekday is null) = (once_at is not null))
);
create unique index question_hours_one_suggested on question_hours (couple_id) where agreed_at is null and over_at is null;
create unique index question_hours_one_agreed on question_hours (couple_id) where agreed_at is not null and over_at is null;

-- A question of one for the other. Its words and those of its answer are texts.
create table questions (
    id           bigint      generated always as identity primary key,
    couple_id    bigint      not null references couples on delete cascade,
    partner      smallint    not null check (partner in (1, 2)),  -- who asks
    -- 0 kept by the one who asks, 1 with the one asked, 2 that one needs time, 3 for a therapist, 4 answered
    state        smallint    not null default 0 check (state between 0 and 4),
    asked_at     timestamptz not null,
    delivered_at timestamptz,
    until        timestamptz,           -- needs time until then; null: until the next hour
    moves        int         not null default 0,  -- counts the changes: words promised for an older one are void
    answered_at  timestamptz,
    read_at      timestamptz            -- the one who asked has opened the answer
);
create index questions_by_couple on questions (couple_id);

-- Something that one wants to tell, with a note of what it is about. The words of both are texts.
create table tellings (
    id           bigint      generated always as identity primary key,
    couple_id    bigint      not null references couples on delete cascade,
    partner      smallint    not null check (partner in (1, 2)),  -- who tells
    -- 0 a draft, 1 offered from offer_at on, 2 the listener chose later, 3 with somebody there, 4 opened
    state        smallint    not null default 0 check (state between 0 and 4),
    company      boolean     not null default false,  -- the teller wishes that somebody be there
    made_at      timestamptz not null,
    offer_at     timestamptz,
    until        timestamptz,           -- the listener asked for a word then
    moves        int         not null default 0,  -- as in questions
    opened_at    timestamptz
);
create index tellings_by_couple on tellings (couple_id);
