-- A hard evening: something slipped, or hurt again. Its author's alone; the other learns nothing of it, and
-- nothing of theirs changes by it. What happened and what
-- its author calls it are texts (setback_what, setback_kind), if there are any.
create table setbacks (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    at          timestamptz not null,
    light_until timestamptz not null   -- until then its author's own check-in asks less
);
create index setbacks_by_person on setbacks (couple_id, partner, at);
