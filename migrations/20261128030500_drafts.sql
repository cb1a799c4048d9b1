-- What stood in a form that was refused, sealed like every word: the button that opens it again fills it with this. Kept
-- for fifteen minutes, and its author's alone. Nothing that may not be stored comes here.
create table drafts (
    id          bigint      primary key,   -- drawn at random
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    sealed      bytea       not null,
    kept_until  timestamptz not null
);
create index drafts_by_couple on drafts (couple_id);
