-- Two people who tend together in one channel, and what each of them said yes to.
-- Discord's ids are numbers below 2^63 and are kept as bigint.
create table couples (
    id           bigint      generated always as identity primary key,
    guild_id     bigint      not null,
    channel_id   bigint      not null,
    zone         text        not null,  -- IANA name: the couple's own wall clock
    weekday      smallint    not null check (weekday between 1 and 7),     -- Monday is 1
    minute       smallint    not null check (minute between 0 and 1439),   -- of the local day
    -- 0: opened as soon as both are in; else at the prompt's hour this many days after it
    reveal_days  smallint    not null default 0 check (reveal_days between 0 and 6),
    every_weeks  smallint    not null default 1 check (every_weeks in (1, 2)),  -- weekly, or every two weeks
    started_at   timestamptz not null,
    -- why the channel could not be reached at the last try; said at the next command, cleared by a success
    unreachable  text        check (unreachable in ('gone', 'no_access')),
    rested_at    timestamptz,           -- when the last rest ended: a round it touched is neutral
    -- the channel is theirs until both may know that they have ended: a silent leaving reads as a rest
    holds_channel boolean    not null default true,
    ended_at     timestamptz            -- one of them left; everything goes 30 days later
);

-- A channel is one couple's at a time.
create unique index couples_one_per_channel on couples (channel_id) where holds_channel;

-- Each of the two: their own clock, their consent, the key to their words, and how they want things.
create table partners (
    couple_id       bigint      not null references couples on delete cascade,
    partner         smallint    not null check (partner in (1, 2)),
    user_id         bigint      not null,
    zone            text        not null,  -- this person's own wall clock
    consented_at    timestamptz not null,
    consent_version text        not null,  -- of the text they said yes to
    wrapped_key     bytea,                 -- this person's data key for this couple; destroyed by erasing
    why_sealed      bytea,                 -- why I am here, for both to read; sealed, may be renewed or taken back
    streak_hidden   boolean     not null default false,
    -- how this person wants each part shared at first: how it was, thanks, concern, question, build
    -- (s: share, h: hold for our talk, p: keep private)
    sharing         text        not null default 'pssss' check (sharing ~ '^[shp]{5}$'),
    resting_since   timestamptz,
    resting_until   timestamptz,           -- null while resting: until they return
    rest_told       boolean     not null default false,  -- they chose to say that it is them, and until when
    left_at         timestamptz,
    left_told       boolean     not null default false,  -- the other was told one line; else it reads as resting
    primary key (couple_id, partner),
    constraint partners_two_people unique (couple_id, user_id)
);
create index partners_by_user on partners (user_id);

-- An invitation knows who invites, never who is invited: that stands in its button, under a MAC.
create table invitations (
    id              bigint      generated always as identity primary key,
    inviter_id      bigint      not null,
    guild_id        bigint      not null,
    channel_id      bigint      not null,
    zone            text        not null,
    weekday         smallint    not null check (weekday between 1 and 7),
    minute          smallint    not null check (minute between 0 and 1439),
    consent_version text        not null,
    created_at      timestamptz not null,
    posted_at       timestamptz,           -- null: still being prepared
    expires_at      timestamptz not null,
    message_id      bigint,
    closed_at       timestamptz            -- accepted, withdrawn or expired
);
create index invitations_by_inviter on invitations (inviter_id, created_at);

-- People who asked not to be invited again, as keyed hashes of their ids.
create table not_to_ask (
    person   bytea       primary key,
    since    timestamptz not null
);
