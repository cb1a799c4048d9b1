-- A small request of one day: ten minutes, or one of the reassurances that the other offers. It goes at the
-- end of its day, with its line (a text). One of each kind a day, so that a no stays easy.
create table requests (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),   -- who asks
    kind        text        not null check (kind in ('minutes', 'pick')),
    number      smallint    not null,  -- minutes: when today would be good; pick: which of the other's offers
    state       text        not null check (state in ('open', 'yes', 'not_now', 'later', 'taken_back')),
    asked_at    timestamptz not null,
    ends_at     timestamptz not null,
    constraint requests_once unique (couple_id, partner, kind)
);

-- What both write and open together: what trust looks like, or a need and an offer. Blind until both are in;
-- the words are texts. Nobody but its author learns that one of the two is in.
create table openings (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    what        text        not null check (what in ('trust', 'exchange')),
    in_one      boolean     not null default false,
    in_two      boolean     not null default false,
    began_at    timestamptz not null,
    opened_at   timestamptz,
    constraint openings_open_both check (opened_at is null or (in_one and in_two))
);
create unique index openings_one_at_a_time on openings (couple_id, what) where opened_at is null;
