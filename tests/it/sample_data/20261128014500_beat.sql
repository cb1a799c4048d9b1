-- The couple that tends every two weeks counts from the week before.
update couples set beat_from = '2026-05-25' where id = 2;
