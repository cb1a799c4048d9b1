-- A repair: what one did hurt the other, for this repair only. Who is hurt is told when it is opened, and
-- ends with it. Where it stands is `state` (domain/repair.rs); its words, what kind of breach its opener called it included, are texts.
create table repairs (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    opened_by   smallint    not null check (opened_by in (1, 2)),
    hurt        smallint    not null check (hurt in (1, 2)),      -- the other one is responsible, here only
    size        text        not null check (size in ('small', 'big')),
    promise_id  bigint,                 -- the promise it began from; no key, because promises go earlier
    state       jsonb       not null,
    -- 0 a draft that only its opener knows, 1 offered or under way, 2 over
    phase       smallint    not null check (phase between 0 and 2),
    holds       smallint    not null default 0 check (holds between 0 and 3),  -- who holds it paused: 1, 2 or both
    moves       int         not null default 0,  -- counts the transitions: news and nudges of an older one are void
    opened_at   timestamptz not null,
    agreed_at   timestamptz,            -- the other said yes to this repair: no prompts for 48 hours
    moved_at    timestamptz not null,   -- when the last step was taken
    over_at     timestamptz
);
create index repairs_by_couple on repairs (couple_id);
-- Roles may be both ways in two repairs, but nobody carries two big ones as the one who was hurt.
create unique index repairs_one_of_each on repairs (couple_id, hurt, size) where phase = 1;
create unique index repairs_one_draft on repairs (couple_id, opened_by) where phase = 0;
