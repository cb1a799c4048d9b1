-- What people make, rounds, couples and invitations are no longer counted: the application draws their ids at random and
-- names them when it stores a row, so that nobody can tell from the ids of their own things how many things of the other
-- lie between them. Rows of before keep their ids. Which of two is older is told by their instants, and by their rank
-- where several of a couple were made in the same instant. Timers and presses stay counted: their numbers are shown to nobody.
alter table couples         alter column id drop identity;
alter table rounds          alter column id drop identity;  -- one a week
alter table invitations     alter column id drop identity, add column rank smallint not null default 0;
alter table texts           alter column id drop identity, add column rank smallint not null default 0;
alter table feedback        alter column id drop identity;
alter table proposals       alter column id drop identity, add column rank smallint not null default 0;
alter table dates           alter column id drop identity, add column rank smallint not null default 0;
alter table repairs         alter column id drop identity, add column rank smallint not null default 0;
alter table promises        alter column id drop identity, add column rank smallint not null default 0;
alter table questions       alter column id drop identity, add column rank smallint not null default 0;
alter table question_hours  alter column id drop identity, add column rank smallint not null default 0;
alter table tellings        alter column id drop identity, add column rank smallint not null default 0;
alter table cuts            alter column id drop identity, add column rank smallint not null default 0;
alter table setbacks        alter column id drop identity, add column rank smallint not null default 0;
alter table openings        alter column id drop identity, add column rank smallint not null default 0;
alter table requests        alter column id drop identity;  -- one of each kind
