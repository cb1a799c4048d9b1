-- What one of the two will do, by when, and how both will know; its words are texts. Only its maker closes
-- it. `day` and `minute`, or `weekday` and `minute`, are what the maker's own clock says; neither: no day yet.
create table promises (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),         -- its maker
    repair_id   bigint      references repairs on delete set null,      -- part of this repair
    shared      boolean     not null,                                   -- the other may read it
    day         date,
    weekday     smallint    check (weekday between 1 and 7),            -- every week, from Monday on
    minute      smallint    check (minute between 0 and 1439),
    -- a draft is its maker's alone; 'ended': a weekly one that has come to its end
    state       text        not null check (state in ('draft', 'open', 'kept', 'partly', 'could_not', 'ended')),
    turns       int         not null default 0,     -- reminders of an older turn are void
    offers      smallint    not null default 0,     -- how often its maker offered something else in time
    talks       smallint    not null default 0,     -- how often the other saw it otherwise
    to_talk     boolean     not null default false, -- the last of these is still to be talked about
    made_at     timestamptz not null,
    given_at    timestamptz,                        -- null: a draft
    offered_at  timestamptz,
    closed_at   timestamptz,
    constraint promises_one_when check (day is null or weekday is null),
    constraint promises_given check ((state = 'draft') = (given_at is null)),
    constraint promises_closed check ((state in ('draft', 'open')) = (closed_at is null))
);
create index promises_by_couple on promises (couple_id);
create index promises_by_repair on promises (repair_id);

-- What its maker says of one week of a weekly promise: for the maker alone.
create table promise_weeks (
    promise_id  bigint      not null references promises on delete cascade,
    day         date        not null,               -- the day it was for
    outcome     text        not null check (outcome in ('kept', 'partly', 'could_not')),
    told_at     timestamptz not null,
    primary key (promise_id, day)
);
