-- A week of a shared weekly promise is its maker's alone until they write a line about it, which the other
-- may read: only then does it count for whoever closes the repair it belongs to.
alter table promise_weeks add column shown boolean not null default false;

-- Monday of the latest week, in the couple's zone, in which this person took a step in a repair that the
-- other can see: a week in which both did is tended. Null: none yet.
alter table partners add column repaired_in date;
