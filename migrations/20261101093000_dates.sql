-- Days that matter to one of the two: theirs alone. What each is, is sealed; month and day say when to remind them.
create table dates (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    sealed      bytea       not null,  -- never plain: see vault/
    month       smallint    not null check (month between 1 and 12),
    day         smallint    not null check (day between 1 and 31),
    year        smallint    check (year between 1 and 9999),  -- null: every year; else once
    created_at  timestamptz not null
);
create index dates_by_person on dates (couple_id, partner);
