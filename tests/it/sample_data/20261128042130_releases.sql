-- A text that Tend has released.
update texts set released_mark = '00112233445566778899aabbccddeeff' where released_at is not null;
