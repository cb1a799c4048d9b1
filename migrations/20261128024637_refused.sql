-- A message that Discord refused because the place was closed is tried once more within its grace, and that
-- for two of one couple's messages a week at most: so each counts.
alter table timers add column refused smallint not null default 0;
