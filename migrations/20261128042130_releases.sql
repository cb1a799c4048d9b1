-- A text was released by Tend, and by nobody who can merely write here: a keyed mark over its row, what it is
-- about, when it was written and from when on the other may read it. Null: not released, or released before
-- there were marks; those get theirs when Tend starts. From then on pages of one's own have the kind `own`, and
-- in `about` a keyed number for what kind of page it is.
alter table texts add column released_mark text;

-- What is to be told is about something that the other may know from the offer on, not from the line about it on.
update texts t set released_at = w.offer_at
    from tellings w where t.kind = 'telling_note' and w.id = t.about and w.couple_id = t.couple_id
        and t.released_at is null and w.state = 1;
