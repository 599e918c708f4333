"""Meetings of a published year: shown, added, moved, cancelled and restored, with what follows told first."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.db.session import reading, writing
from scheduler.meetings.rows import Meeting
from tests import build
from tests.snapshots import run_once
from tests.web.secretary import HOME, NOW, Desk, hidden_fields, text

LATER = build.stockholm("2021-12-02 10:00")
ALL = f"{HOME}/meetings"
JUNE = f"{ALL}/3"
PLACE = "Stadshuset, rum Granen"
AS_IT_IS = {"date": "2022-06-14", "starts": "15.00", "ends": "17.00", "place": PLACE}
JUNE_16 = {"date": "torsdag 16 juni", "starts": "15.00", "ends": "17.00", "place": PLACE}


def publish_year(desk: Desk) -> None:
    def do() -> None:
        with writing(desk.database, NOW) as session:
            council = store.council(session, "granasbra")
            build.publish_year(session, council, 2022, build.SEED, now=NOW)

    run_once(desk.database, None, "published", do)


@pytest.fixture
def unsent(sqlite, config):
    """The year is published and its mail has not gone yet."""
    desk = Desk(sqlite, config)
    publish_year(desk)
    return desk


@pytest.fixture
def desk(sqlite, config):
    """The day after the year's mail went to 6 people."""
    desk = Desk(sqlite, config, now=LATER)
    publish_year(desk)
    build.work(sqlite, config, build.stockholm("2021-12-01 09:10"))
    return desk


def confirm(desk: Desk, where: str, checked: TestResponse) -> TestResponse:
    """Presses the button of the second step, with the fields the page holds."""
    return desk.client.post(where, data=hidden_fields(text(checked)))


def change(desk: Desk, where: str, **fields: str) -> str:
    """Both steps of a form; gives the page that they lead to."""
    answer = confirm(desk, where, desk.post(where, **fields))
    assert answer.status_code == 303, text(answer)
    return desk.get(answer.location)


def meeting(desk: Desk, number: int = 3) -> Meeting:
    with reading(desk.database) as session:
        return build.meeting(session, number)


def test_meetings_are_listed_and_shown_with_their_mail_and_who_has_been_told(desk):
    listed, page, english = desk.get(ALL), desk.get(JUNE), desk.get(f"{JUNE}?lang=en")

    assert f'href="{JUNE}"' in listed
    assert "tisdag 14 juni 2022 kl. 15.00–17.00 (v. 24)" in page
    assert "tis 17 maj 2022 kl. 08.00 · 6 personer" in page
    assert re.search(r'<a href="/admin/granasbra/mail/letter\?key=[^"]+">Kallelsen</a>', page)
    assert "6 personer har fått veta om mötet" in page
    assert f'href="{JUNE}/restore"' not in page
    assert "6 people have been told of the meeting" in english
    desk.get(f"{ALL}/99", 404)


def test_a_move_is_told_before_it_is_done_and_done_once(desk):
    checked = desk.post(f"{JUNE}/move", step="check", reason="Krock.", **JUNE_16)
    before = meeting(desk).revision
    done = confirm(desk, f"{JUNE}/move", checked)
    again = confirm(desk, f"{JUNE}/move", checked)

    page, shown = text(checked), desk.get(done.location)
    assert (checked.status_code, before) == (200, 0)
    assert "<b>tors 16 jun 2022 kl. 15.00–17.00 (v. 24)</b>" in page
    assert "<b>tors 19 maj 2022</b>" in page
    assert "<b>Krock.</b>" in page
    assert "Välj ett annat datum" in page
    assert "6 personer får ett mejl om det kl. 10.05, fem minuter efter" in page
    assert "Ändra mötet och mejla 6 personer</button>" in page
    assert done.location == f"{JUNE}?done=moved"
    assert again.location == f"{JUNE}?done=changed"
    june = meeting(desk)
    assert june.starts == Wall.parse("2022-06-16 15:00", build.ZONE)
    assert (june.reason, june.revision) == ("Krock.", 1)
    assert "Mötet är flyttat till en annan dag. 6 personer får ett mejl om det tors 2 dec" in shown


def test_what_nobody_was_told_of_mails_nobody(unsent):
    checked = unsent.post(f"{JUNE}/move", **JUNE_16)
    added = unsent.post(f"{ALL}/new", date="2022-10-18", starts="15.00", ends="", place="")
    shown = change(unsent, f"{JUNE}/move", **JUNE_16)

    assert "Ändra mötet</button>" in text(checked)
    assert "Ingen får något mejl om det nu." in text(checked)
    assert "Visa vilka som får mejlet" not in text(checked)
    assert "Ingen får något mejl om det nu." in shown
    assert "Lägg till mötet</button>" in text(added)  # the year's own mail will tell of it


@pytest.mark.parametrize(
    "fields, told",
    [
        ({"starts": "16", "ends": "18"}, "Mötets tid är ändrad."),
        ({"place": "Biblioteket"}, "Mötets plats är ändrad."),
        ({"place": "Ek", "starts": "16", "ends": "18"}, "Mötets tid och plats är ändrade."),
        ({"note": "Studiebesök"}, "Anteckningen om mötet är ändrad."),
    ],
)
def test_a_change_says_what_becomes_another(desk, fields, told):
    typed = JUNE_16 | {"date": "2022-06-14"} | fields
    checked = desk.post(f"{JUNE}/move", **typed)

    assert told in change(desk, f"{JUNE}/move", **typed)
    assert "lytta" not in text(checked).partition("<main")[2]
    assert ("Välj ett annat datum" in text(checked)) is ("starts" in fields)


@pytest.mark.parametrize("day, starts, told", [
    ("2022-04-26", "16.00", "Det finns ett möte till vid samma tid, tis 26 apr 2022 kl. 15.00."),
    ("2022-04-26", "09.00", "Det finns ett möte till samma dag, tis 26 apr 2022 kl. 15.00."),
    ("2022-04-27", "15.00", "Det finns ett möte till samma vecka, tis 26 apr 2022 kl. 15.00."),
    ("2022-06-24", "15.00", "Fre 24 jun 2022 är en helgdag: midsommarafton."),
])  # fmt: skip
def test_a_day_that_is_not_free_is_warned_about(desk, day, starts, told):
    fields = {"date": day, "starts": starts, "ends": "", "place": ""}

    for where in (f"{JUNE}/move", f"{ALL}/new"):
        assert told in text(desk.post(where, **fields))


def test_where_only_the_start_is_changed_the_meeting_stays_as_long(desk):
    shown = desk.get(f"{JUNE}/move")
    change(desk, f"{JUNE}/move", **AS_IT_IS | {"starts": "13.00", "ends": ""})

    assert re.search(r'name="ends"[^>]* value=""', shown)
    assert (meeting(desk).starts.text()[11:], meeting(desk).ends.text()[11:]) == ("13:00", "15:00")


def test_a_move_is_taken_back_within_its_five_minutes_and_once(desk):
    before = meeting(desk)
    form = hidden_fields(change(desk, f"{JUNE}/move", note="Buss kl. 14", **JUNE_16))
    moved = meeting(desk)
    later = desk.at(LATER + timedelta(minutes=5))
    too_late = later.post(f"{JUNE}/move", f"{JUNE}/undo", revision=form["revision"])
    undone, again = (desk.client.post(f"{JUNE}/undo", data=form) for _ in range(2))

    assert "Ångra<" not in later.get(f"{JUNE}?done=moved")
    assert (too_late.status_code, again.status_code) == (409, 409)
    assert undone.location == f"{JUNE}?done=undone"
    page = desk.get(undone.location)
    assert "Ändringen är ångrad." in page
    assert "Ångra<" not in page
    assert moved.note == "Buss kl. 14"
    after = meeting(desk)
    assert (after.starts, after.ends, after.place) == (before.starts, before.ends, before.place)
    assert (after.reason, after.moved_from, after.note, after.revision) == ("", None, "", 2)
    assert "Ändringen" not in desk.get(JUNE)  # no mail is planned about it


def test_a_cancellation_is_taken_back_and_an_added_meeting_stays_as_cancelled(desk):
    desk.press(f"{JUNE}/cancel", reason="Krock.")
    desk.press(f"{JUNE}?done=cancelled", f"{JUNE}/undo")
    change(desk, f"{ALL}/new", date="18 oktober 2022", starts="15.00")

    answer = desk.post(f"{ALL}/6?done=added", f"{ALL}/6/undo")

    assert (meeting(desk).is_cancelled, meeting(desk).reason) == (False, "")
    assert answer.location == f"{ALL}/6?done=undone"
    assert meeting(desk, 6).is_cancelled
    assert "Mötet är inställt, och ingen får något mejl." in desk.get(answer.location)


def test_cancelling_says_how_many_are_mailed_and_restoring_brings_it_back(desk, config):
    asked = desk.get(f"{JUNE}/cancel")
    assert "Står i mejlet och på rådets öppna sidor." in desk.get(f"{JUNE}/cancel")
    shown = desk.press(f"{JUNE}/cancel", reason="För få ärenden.")
    desk.get(f"{JUNE}/move", 409)
    unsent = desk.get(f"{JUNE}/restore")
    build.work(desk.database, config, build.stockholm("2021-12-02 10:10"))
    sent = desk.get(f"{JUNE}/restore")
    restored = desk.press(f"{JUNE}/restore")

    assert "Ställ in mötet och mejla 6 personer</button>" in asked
    assert "Mötet är inställt. 6 personer får ett mejl" in shown
    assert "Låt mötet bli av</button>" in unsent
    assert "Låt mötet bli av och mejla 6 personer</button>" in sent
    assert "Mötet blir av." in restored
    assert not meeting(desk).is_cancelled


def test_a_meeting_is_added_in_two_steps(desk):
    new = {"date": "18 oktober 2022", "starts": "15.00", "ends": "", "place": "Biblioteket"}
    checked = text(desk.post(f"{ALL}/new", **new))
    shown = change(desk, f"{ALL}/new", **new)

    assert "Lägg till mötet och mejla 6 personer</button>" in checked
    assert "<b>tis 18 okt 2022 kl. 15.00–17.00 (v. 42)</b>" in checked
    assert "Mötet är tillagt. 6 personer får ett mejl" in shown
    assert meeting(desk, 6).place == "Biblioteket"


def test_a_meeting_that_is_over_cannot_be_changed(sqlite, config):
    desk = Desk(sqlite, config, now=build.stockholm("2022-06-15 09:00"))
    publish_year(desk)

    assert "Ändra tid eller plats" not in desk.get(JUNE)
    desk.get(f"{JUNE}/move", 409)
    desk.get(f"{JUNE}/cancel", 409)


# the form


def test_a_meeting_of_several_days_is_added_and_moved(unsent):
    new = {"date": "17–19 oktober 2022", "starts": "9", "ends": "", "place": "Biblioteket"}
    checked = text(unsent.post(f"{ALL}/new", **new))
    change(unsent, f"{ALL}/new", **new | {"ends": "16.00"})
    change(unsent, f"{JUNE}/move", date="20–21 juni 2022", starts="9", ends="12", place="")

    assert "mån 17 okt 2022 kl. 09.00 – ons 19 okt 2022 kl. 11.00" in checked
    assert meeting(unsent, 6).ends.text() == "2022-10-19T16:00"
    assert meeting(unsent).ends.text() == "2022-06-21T12:00"


@pytest.mark.parametrize("what, typed, kept", [
    ("move", {"date": "2022-06-20", "starts": "15.00", "ends": "17.00", "place": "", "reason": "Lokalen."},
     'value="2022-06-20"'),
    ("cancel", {"reason": "Lokalen."}, "torsdag 16 juni 2022"),
])  # fmt: skip
def test_a_form_of_a_meeting_that_somebody_moved_meanwhile_shows_both(unsent, what, typed, kept):
    opened = unsent.get(f"{JUNE}/{what}")
    change(unsent, f"{JUNE}/move", **JUNE_16)

    answer = unsent.client.post(f"{JUNE}/{what}", data=hidden_fields(opened) | typed)
    again = unsent.client.post(f"{JUNE}/{what}", data=typed | hidden_fields(text(answer)))

    assert answer.status_code == 409
    assert kept in text(answer)
    assert "Lokalen." in text(answer)
    assert again.status_code in (200, 303)  # a move is looked at once more
    assert (meeting(unsent).starts.date, meeting(unsent).is_cancelled) == (
        date(2022, 6, 16),
        what == "cancel",
    )


def test_a_date_of_a_published_year_leads_from_the_plan_to_a_filled_in_form(unsent):
    year = f"{HOME}/years/2023"
    dates = "14 februari 2023 kl. 15\n18 oktober 2022 kl. 13–14.30 i Ekhallen\n14 juni kl. 15\n"
    page = unsent.press(year, f"{year}/plan", text=dates)
    link = unescape(re.findall(r'href="([^"]+)">Lägg till 2022-10-18 13.00[^<]*</a>', page)[0])
    form = unsent.get(link)
    new = {
        "year": "2022",
        "date": "18 oktober",
        "starts": "13",
        "ends": "14.30",
        "place": "Ekhallen",
    }
    checked = text(unsent.post(link, step="check", **new))
    back = re.findall(r'href="([^"]+)">Välj ett annat datum', checked)[0]
    unsent.press(link, step="do", **new)

    assert "Det året är publicerat." in page
    for value in ("2022-10-18", "13.00", "14.30", "Ekhallen"):
        assert f'value="{value}"' in form
    assert "tis 18 okt 2022 kl. 13.00–14.30" in checked  # a bare day is of that year
    assert 'value="18 oktober"' in unsent.get(unescape(back))
    assert meeting(unsent, 6).starts.date == date(2022, 10, 18)
    assert "Det året är publicerat." not in unsent.get(year)


def test_a_digital_link_and_a_last_day_of_its_own_are_changed_there(unsent):
    link, day = "https://moten.example.org/rum", "24 maj"
    checked = text(unsent.post(f"{JUNE}/move", **AS_IT_IS, online_url=link, items_close_on=day))
    change(unsent, f"{JUNE}/move", **AS_IT_IS, online_url=link)
    told = change(unsent, f"{JUNE}/move", **AS_IT_IS, online_url=link, items_close_on=day)
    change(unsent, f"{ALL}/new", date="2022-10-17", starts="9", ends="", online_url=link)

    assert "tis 24 maj 2022" in checked
    assert "Sista dagen att föreslå ärenden är ändrad. Ingen får något mejl." in told
    june = meeting(unsent)
    assert (june.online_url, june.items_close_on) == (link, date(2022, 5, 24))
    assert (june.revision, june.online_revision, june.items_revision) == (0, 1, 1)
    assert meeting(unsent, 6).online_url == link
