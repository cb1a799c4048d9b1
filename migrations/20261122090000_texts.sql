-- What somebody wrote beside the weekly round: one row each, sealed under its author's key. Which thing it
-- belongs to is `kind` (domain/text.rs) and `about`, that thing's number in its own table (0: no thing, a
-- page of one's own). Whether the other may read it is `released_at`.
create table texts (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    kind        text        not null,
    about       bigint      not null,
    nth         smallint    not null default 0,  -- where one thing has several of a kind
    sealed      bytea       not null,            -- never plain: see vault/
    written_at  timestamptz not null,
    edited_at   timestamptz,                     -- changed after the other could read it
    released_at timestamptz,                     -- null: its author alone reads it
    constraint texts_once unique (kind, about, couple_id, partner, nth)
);
create index texts_by_person on texts (couple_id, partner);
