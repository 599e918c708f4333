"""The form of a meeting: what it refuses, several days, the note that all can see, and what a link fills in."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from tests.web.secretary import HOME, Desk, hidden_fields, text
from tests.web.test_meetings import ALL, JUNE, JUNE_16, PLACE, change, meeting, publish_year

AS_IT_IS = {"date": "2022-06-14", "starts": "15.00", "ends": "17.00", "place": PLACE}


@pytest.fixture
def desk(sqlite, config):
    """The year is published and its mail has not gone yet."""
    desk = Desk(sqlite, config)
    publish_year(desk)
    return desk


def test_a_meeting_of_several_days_is_added_and_moved(desk):
    new = {"date": "17–19 oktober 2022", "starts": "9", "ends": "", "place": "Biblioteket"}
    checked = text(desk.post(f"{ALL}/new", **new))
    change(desk, f"{ALL}/new", **new | {"ends": "16.00"})
    change(desk, f"{JUNE}/move", date="20–21 juni 2022", starts="9", ends="12", place="")

    assert "mån 17 okt 2022 kl. 09.00 – ons 19 okt 2022 kl. 11.00" in checked
    assert meeting(desk, 6).ends.text() == "2022-10-19T16:00"
    assert meeting(desk).ends.text() == "2022-06-21T12:00"


@pytest.mark.parametrize("what, typed, kept", [
    ("move", {"date": "2022-06-20", "starts": "15.00", "ends": "17.00", "place": "", "reason": "Lokalen."},
     'value="2022-06-20"'),
    ("cancel", {"reason": "Lokalen."}, "torsdag 16 juni 2022"),
])  # fmt: skip
def test_a_form_of_a_meeting_that_somebody_moved_meanwhile_shows_both(desk, what, typed, kept):
    opened = desk.get(f"{JUNE}/{what}")
    change(desk, f"{JUNE}/move", **JUNE_16)

    answer = desk.client.post(f"{JUNE}/{what}", data=hidden_fields(opened) | typed)
    again = desk.client.post(f"{JUNE}/{what}", data=typed | hidden_fields(text(answer)))

    assert answer.status_code == 409
    assert "16" in text(answer)
    assert kept in text(answer)
    assert "Lokalen." in text(answer)
    assert again.status_code in (200, 303)  # a move is looked at once more
    assert (meeting(desk).starts.date, meeting(desk).is_cancelled) == (
        date(2022, 6, 16),
        what == "cancel",
    )


def test_a_date_of_a_published_year_leads_from_the_plan_to_a_filled_in_form(desk):
    year = f"{HOME}/years/2023"
    dates = "14 februari 2023 kl. 15\n18 oktober 2022 kl. 13–14.30 i Ekhallen\n14 juni kl. 15\n"
    page = desk.press(year, f"{year}/plan", text=dates)
    link = unescape(re.findall(r'href="([^"]+)">Lägg till 2022-10-18 13.00[^<]*</a>', page)[0])
    form = desk.get(link)
    new = {
        "year": "2022",
        "date": "18 oktober",
        "starts": "13",
        "ends": "14.30",
        "place": "Ekhallen",
    }
    checked = text(desk.post(link, step="check", **new))
    back = re.findall(r'href="([^"]+)">Välj ett annat datum', checked)[0]
    desk.press(link, step="do", **new)

    assert "Det året är publicerat." in page
    for value in ("2022-10-18", "13.00", "14.30", "Ekhallen"):
        assert f'value="{value}"' in form
    assert 'name="year" value="2022"' in form
    assert "tis 18 okt 2022 kl. 13.00–14.30" in checked  # a bare day is of that year
    assert 'value="18 oktober"' in desk.get(unescape(back))
    assert meeting(desk, 6).starts.date == date(2022, 10, 18)
    assert "Det året är publicerat." not in desk.get(year)


def test_a_digital_link_and_a_last_day_of_its_own_are_changed_there(desk):
    link, day = "https://moten.example.org/rum", "24 maj"
    checked = text(desk.post(f"{JUNE}/move", **AS_IT_IS, online_url=link, items_close_on=day))
    change(desk, f"{JUNE}/move", **AS_IT_IS, online_url=link)
    told = change(desk, f"{JUNE}/move", **AS_IT_IS, online_url=link, items_close_on=day)
    change(desk, f"{ALL}/new", date="2022-10-17", starts="9", ends="", online_url=link)

    assert "tis 24 maj 2022" in checked
    assert "Sista dagen att föreslå ärenden är ändrad. Ingen får något mejl." in told
    june = meeting(desk)
    assert (june.online_url, june.items_close_on) == (link, date(2022, 5, 24))
    assert (june.revision, june.online_revision, june.items_revision) == (0, 1, 1)
    assert meeting(desk, 6).online_url == link
