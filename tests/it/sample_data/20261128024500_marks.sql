-- A form that was sent, and taken.
insert into presses (id, mark, pressed_at) values
    (812000000000003002, '\x00aa', '2026-06-07 18:31:00+00');
