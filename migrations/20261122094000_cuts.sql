-- Paper cuts: something small in one line, of one of the two. The line itself is a text (kind cut). Only
-- its author sees it until the couple's next weekly look; from then on both do, until its owner clears it or
-- makes it a repair, or it goes by itself two weeks later. Nothing is left of it: there is no history.
create table cuts (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),   -- whose it is
    written_at  timestamptz not null,
    look_at     timestamptz not null,   -- the weekly look it waits for
    looked_at   timestamptz,            -- since when both may see it
    heard_at    timestamptz,            -- the other said: I hear you
    thanked_at  timestamptz             -- cleared with thanks: its words are gone, the thanks stay until it goes
);
create index cuts_by_couple on cuts (couple_id);
