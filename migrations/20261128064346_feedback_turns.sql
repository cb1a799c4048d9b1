-- When somebody (a keyed hash) wrote to the host: three in any day have a place here each, and a fourth finds none.
-- A place is free again after a day; the daily housekeeping clears it.
create table feedback_turns (
    person      bytea       not null,
    nth         smallint    not null check (nth in (1, 2, 3)),
    at          timestamptz not null,
    primary key (person, nth)
);
