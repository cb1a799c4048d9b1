-- A week whose maker wrote a line about it; and when each last worked on a repair.
update promise_weeks set shown = true where promise_id = 2 and day = '2026-03-13';
update partners set repaired_in = '2026-03-02' where couple_id = 1;
