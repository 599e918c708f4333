"""Files and calendars as ways into the year plan, and how large a file, a text and a year may be."""

import io
import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from scheduler.calendars import foreign_calendar
from scheduler.db.session import writing
from scheduler.years import reading
from scheduler.years.reading import Reading
from tests import build, office_files
from tests.web.secretary import NOW, Desk, fields_of, hidden, text
from tests.web.test_year_ways import days, upload
from tests.web.test_years import YEAR, held, plan, press, shown


def calendar(*events: str) -> bytes:
    whole = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\n{whole}END:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    "octets, name",
    [
        (office_files.xlsx([["Datum", "Tid"], [date(2022, 2, 22), 0.625], [date(2022, 4, 26), 0.625]]), "a.xlsx"),
        (office_files.ods([["Möte", "Tid"], ["22 feb 2022", "15.00"], ["26 april 2022", "15.00"]]), "a.ods"),
        (office_files.docx(["Möten 2022"], [["22 feb", "kl. 15.00"], ["26 april", "kl. 15.00"]]), "a.docx"),
        (office_files.pdf(["Meetings 2022", "22 February 15.00", "26 April 15.00"]), "a.pdf"),
        ("datum;tid\r\n2022-02-22;15:00\r\n2022-04-26;15:00\r\n".encode("utf-16"), "a.csv"),
        (calendar("DTSTART:20220222T150000", "DTSTART:20220426T150000"), "a.ics"),
    ],
    ids=["xlsx", "ods", "docx", "pdf", "csv", "ics"],
)  # fmt: skip
def test_a_file_of_any_kind_ends_in_the_same_draft(desk: Desk, octets: bytes, name: str) -> None:
    page = shown(desk, upload(desk, octets, name))

    assert days(desk) == [date(2022, 2, 22), date(2022, 4, 26)]
    assert "tis 22 feb 2022</time> kl. 15.00–17.00</h3>" in page
    assert f"Datumen nedan kommer från {name}." in page
    assert "Publicera 2 möten</button>" in page


@pytest.mark.parametrize("octets, told", [
    (b"", "Filen"),
    (b"PK\x03\x04", "Filen går inte att läsa"),
    (b"BEGIN:VCALENDAR\nX", "Filen"),
    (office_files.pdf([""]), "Filen har ingen text"),
    (b"\xff\xd8\xff\xe0" + b"x" * 50, "Filen är en bild"),
    (office_files.docx(["Hej!"]), "Inget möte hittades: ingen rad har ett datum som vi förstår."),
])  # fmt: skip
def test_a_file_that_cannot_be_read_changes_nothing(desk: Desk, octets: bytes, told: str) -> None:
    plan(desk, build.SEED)

    answer = upload(desk, octets, "<b>.xlsx")

    assert answer.status_code == 422
    assert re.search(rf'<a href="#(file|text)">{told}', text(answer))
    assert "<b>.xlsx" not in text(answer)
    assert tuple(days(desk)) == build.SEED_DAYS


def test_a_calendar_tells_what_of_it_is_not_in_the_draft(desk: Desk) -> None:
    broken, old = "SUMMARY:Styrgrupp\r\nDTSTART:i mars", "DTSTART:20150303T150000"
    whole_days = "DTSTART;VALUE=DATE:20220606\r\nDTEND;VALUE=DATE:20220625"
    upload(desk, calendar(broken, old, whole_days, "DTSTART:20230221T150000"), "a.ics")

    page = desk.get(YEAR)

    for told in (
        "mån 6 jun 2022 – fre 24 jun 2022</time>",
        "<li><b>Styrgrupp</b> Datumet verkar inte gälla ett kommande möte",
        "1 datum hör till 2023 och är inte planerat där.",
    ):
        assert told in page


def test_the_code_of_a_calendar_may_be_pasted_and_stays_where_it_is_broken(desk: Desk) -> None:
    broken = press(desk, "text", text="BEGIN:VCALENDAR\nX")
    plan(desk, "\r\n" + calendar("DTSTART:20220222T150000").decode())

    assert broken.status_code == 422
    assert "BEGIN:VCALENDAR" in text(broken)
    assert days(desk) == [date(2022, 2, 22)]


def test_a_pasted_calendar_that_would_take_hours_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read as any other text instead: its days would be lost without a word."""
    monkeypatch.setattr(foreign_calendar, "SECONDS", 1)
    octets = calendar("DTSTART:20220222T150000\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    answer = press(desk, "text", text=octets.decode())

    assert answer.status_code == 422
    assert "Kalendern kräver mer tid eller minne än den får ta" in text(answer)


# bounds


def test_a_text_is_recognised_before_anything_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = f"{build.SEED}\nNot read before.\n"
    done: list[str] = []
    read_text = reading.read_text

    def note(*args: Any, **kwargs: Any) -> Reading:
        done.append("read")
        return read_text(*args, **kwargs)

    monkeypatch.setattr(reading, "read_text", note)
    event.listen(desk.database.write, "begin", lambda _: done.append("written"))
    answer = press(desk, "file", file=(io.BytesIO(dates.encode()), "a.txt"))

    assert answer.status_code == 303
    assert tuple(days(desk)) == build.SEED_DAYS
    assert done == ["read", "written"]


def test_a_text_or_file_that_is_too_long_is_refused_while_others_write(desk: Desk) -> None:
    dates = ("22 februari kl. 15\n" * 11_000).strip()
    with writing(desk.database, NOW):
        pasted, of_file = press(desk, "text", text=dates), upload(desk, dates.encode(), "a.txt")
    more = "\n".join(
        f"2022-{1 + n // 28 % 12:02}-{1 + n % 28:02} {8 + n // 336:02}.00" for n in range(401)
    )
    meetings = press(desk, "text", text=more)

    told = "Texten har 208999 tecken, och högst 200000 kan läsas."
    assert (pasted.status_code, of_file.status_code, meetings.status_code) == (422, 422, 422)
    assert f'<a href="#text">{told}' in text(pasted)
    assert dates in text(pasted)
    assert told in text(of_file)
    assert "Texten har 401 möten. Skriv högst 400 för ett råd och ett år." in text(meetings)


@pytest.mark.parametrize("size, status, told", [
    (6_500_000, 422, "Filen är större än 5 MB."),
    (20_500_000, 413, "Högst 5 MB går att skicka. Inget sparades."),
])  # fmt: skip
def test_a_file_that_is_too_large_says_so(desk: Desk, size: int, status: int, told: str) -> None:
    """Its form is made by hand, since the test client leaves a large one of its own open."""
    token = hidden(desk.get(YEAR), "csrf_token")
    head = f'--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    file = '--edge\r\nContent-Disposition: form-data; name="file"; filename="stor.txt"\r\n\r\n'

    answer = desk.client.post(
        f"{YEAR}/file",
        data=(head + file).encode() + b"x" * size + b"\r\n--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
    )

    assert answer.status_code == status
    assert told in text(answer)
    assert 'href="/admin/granasbra"' in text(answer)


def test_a_year_of_more_fields_than_a_form_in_parts_may_have_is_changed_as_it_is_published(
    desk: Desk,
) -> None:
    """Sent without parts, as no file goes along: Werkzeug mixes up empty ones at the edge of what it reads at once."""
    dates = "\n".join(
        f"{d}/{m} kl. {h}" for m in range(1, 13) for d in range(1, 10) for h in (8, 13)
    )
    page = plan(desk, dates)
    form = fields_of(page) | {"remove_1": "yes"}

    answer = desk.client.post(f"{YEAR}/publish", data=form)

    assert (
        page.count('enctype="multipart/form-data"') == page.count(f'formaction="{YEAR}/file"') == 1
    )
    assert answer.status_code == 303
    assert len(form) > 1000
    assert len(held(desk)) == 215
