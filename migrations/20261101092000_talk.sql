-- Something one suggests and the other may agree to: a joint setting.
create table proposals (
    id          bigint      generated always as identity primary key,
    couple_id   bigint      not null references couples on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    change      jsonb       not null,  -- domain/couple.rs: Change
    made_at     timestamptz not null,
    channel_id  bigint,
    message_id  bigint,
    settled_at  timestamptz,
    agreed      boolean
);
create unique index proposals_one_open on proposals (couple_id) where settled_at is null;

-- One line each may write after reading: what I understood; the other confirms or corrects.
create table understandings (
    round_id    bigint      not null references rounds on delete cascade,
    partner     smallint    not null check (partner in (1, 2)),
    sealed      bytea       not null,
    confirmed   boolean,               -- by the other; null: not yet
    correction  bytea,                 -- the other's words, sealed under the other's key
    written_at  timestamptz not null,
    primary key (round_id, partner)
);

-- What somebody wants to tell the host, sealed under a key of its own until it has been delivered.
create table feedback (
    id          bigint      generated always as identity primary key,
    wrapped_key bytea       not null,
    sealed      bytea       not null,
    written_at  timestamptz not null
);
