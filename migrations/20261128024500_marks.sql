-- A press carries the mark of the form or private card on which it was made, so that a form that is sent again, or a
-- button that is pressed again because Discord lost the answer, makes nothing twice. A hash with the master key: it
-- tells neither whose it is nor what was pressed. Those with a mark are kept for a week, as long as a form may stand
-- open before somebody; the others for a day, as before.
alter table presses add column mark bytea unique;
