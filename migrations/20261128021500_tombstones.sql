-- What must hold even where an older backup is brought back: that somebody erased their words, left, does not want to be
-- invited again, or may be. The same lines stand in a file beside the key. A line of the file that is missing here was
-- decided after the backup that this database was brought back from, and is done again at the start.
create table tombstones (
    fact text        not null check (fact in ('erased', 'left', 'left_told', 'not_to_ask', 'may_ask')),
    who  bytea       not null,  -- a keyed hash: of couple and person, or (not to ask, may ask) of the person
    at   timestamptz not null,
    primary key (who, fact, at)
);

insert into tombstones (fact, who, at) select 'not_to_ask', person, since from not_to_ask;
