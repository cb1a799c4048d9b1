-- What could not reach one of the two, and is told them once, at their next command: a message that their
-- channel refused, a direct message, a suggestion that waits for their answer.
create table untold (
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    what        text        not null check (what in ('room', 'direct', 'asked')),
    at          timestamptz not null,
    primary key (couple_id, partner, what)
);

-- Who wrote it, as a keyed hash, for as long as it has not arrived: where it cannot be delivered they are told
-- so, once. It is tried again each day.
alter table feedback
    add column person    bytea,
    add column failed_at timestamptz,
    add column told_at   timestamptz;
create index feedback_by_person on feedback (person) where failed_at is not null;
