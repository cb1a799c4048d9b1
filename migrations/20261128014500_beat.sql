-- Every two weeks counts from a week of its own (any Monday of a week that is asked), not from what happened in the
-- week before: that somebody looked at a week between moves nothing. Here: from the latest week that was asked.
alter table couples add column beat_from date not null default '2026-01-05';
update couples set beat_from = coalesce(
    (select max(week) from rounds where couple_id = couples.id and prompt_message is not null),
    date_trunc('week', started_at at time zone 'UTC')::date);
