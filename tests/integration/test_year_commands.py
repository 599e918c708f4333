"""A year by command line: each way into its draft, what is decided, what it is compared with, and taken away."""

from datetime import date
from pathlib import Path

from tests import office_files
from tests.integration.test_commands import AT, Shell, council, kept, shell  # noqa: F401
from tests.integration.test_foreign_calendars import ICS

RULE = ("--which", "second", "--weekday", "tuesday", "--months", "2,4,6", "--at", "15-17")
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


def test_a_rule_is_worked_out_decided_about_and_published(council):  # noqa: F811
    said = council.ok(*AT, "year", "rule", "granasbra", "2022", *RULE)
    council.ok(*AT, "year", "add", "granasbra", "2022", "6 juni kl. 9")
    council.ok(*AT, "year", "change", "granasbra", "2022", "1", "--to", "1 March", "--at", "13")
    council.ok(*AT, "year", "change", "granasbra", "2022", "2", "--remove")
    council.ok(*AT, "year", "change", "granasbra", "2022", "4", "--keep")
    shown = council.json(*AT, "year", "show", "granasbra", "2022")["dates"]
    council.ok(*AT, "year", "publish", "granasbra", "2022")
    text = council.ok(*AT, "--language", "sv", "year", "export", "granasbra", "2022")

    assert said.startswith("the second Tuesday in February, April and June, 15:00–17:00\n")
    assert [(one["id"], one["starts"], one["kept"]) for one in shown] == [
        (1, "2022-03-01T13:00", False),
        (4, "2022-06-06T09:00", True),
        (3, "2022-06-14T15:00", False),
    ]
    assert text.splitlines()[:3] == [
        "Mötestider för 2022:",
        "tisdag 1 mars kl. 13.00–15.00",
        "måndag 6 juni kl. 09.00–11.00",
    ]


def test_a_year_is_carried_over_from_the_one_before(council):  # noqa: F811
    council.ok(*AT, "year", "plan", "granasbra", "2022", "--from", "minutes.txt")
    council.ok(*AT, "year", "publish", "granasbra", "2022")

    council.ok(*AT, "year", "carry", "granasbra", "2023")

    dates = council.json(*AT, "year", "show", "granasbra", "2023")["dates"]
    assert [one["date"] for one in dates][:2] == ["2023-02-28", "2023-04-25"]


def test_what_dates_are_compared_with_is_kept_by_command(council):  # noqa: F811
    Path("ks.ics").write_bytes(ICS)
    Path("lov.txt").write_text("Sportlov v. 8\n", encoding="utf-8")

    assert "Sportlov v. 10" in council.ok(*AT, "breaks", "county", "granasbra", "Norrbotten")
    council.ok(*AT, "breaks", "set", "granasbra", "lov.txt")
    assert council.ok(*AT, "breaks", "show", "granasbra") == "Sportlov v. 8\n"
    council.ok(*AT, "calendar", "add", "granasbra", "KS", "ks.ics")
    council.ok(*AT, "calendar", "add", "granasbra", "Inside", "http://127.0.0.1:1/")
    told = council.ok(*AT, "calendar", "fetch", "granasbra")
    council.ok(*AT, "calendar", "remove", "granasbra", "2")

    assert "Inside: The address leads to a computer on an internal network" in told
    assert [(one["name"], one["events"]) for one in council.json(*AT, "calendar", "list", "granasbra")] == [
        ("KS", 1)
    ]  # fmt: skip
    read = council.json(*AT, "year", "plan", "granasbra", "2022", "--from", "minutes.txt")
    assert read["dates"][0]["warnings"] == [
        "Tue 22 Feb 2022 is in a school holiday: Sportlov.",
        "KS has “Sammanträde” on Tue 22 Feb 2022, 13:00.",
    ]
    assert read["dates"][0]["free"] == "2022-03-01"
