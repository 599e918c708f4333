"""A year by command line: the texts and files that its draft is read from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests import office_files
from tests.integration.test_commands import AT, Shell, council, kept, shell  # noqa: F401
from tests.integration.test_foreign_calendars import ICS

GRID = Path(__file__).parents[1] / "fixtures/dates/006-skovde-grid-host-2023/input.txt"


def test_a_workbook_and_a_calendar_file_are_planned_from(council):  # noqa: F811
    Path("a.xlsx").write_bytes(office_files.xlsx([["Datum", "Tid"], [date(2022, 2, 22), 0.625]]))
    Path("a.ics").write_bytes(ICS)

    for name, at in (("a.xlsx", "15:00"), ("a.ics", "13:00")):
        read = council.json(*AT, "year", "plan", "granasbra", "2022", "--from", name)
        assert [one["starts"] for one in read["dates"]] == [f"2022-02-22T{at}"]


def test_one_body_is_named_out_of_many(council):  # noqa: F811
    plan = (*AT, "year", "plan", "granasbra", "2023", "--from", str(GRID))

    code, _, err = council(*plan)
    assert (code, "SEN (5)" in err) == (2, True)
    assert len(council.json(*plan, "--body", "sen")["dates"]) == 5
    code, _, err = council(*plan, "--body", "XYZ")
    assert (code, "SEN (5)" in err) == (2, True)
