"""Meetings of a published year: shown, added, moved, cancelled, restored, with what follows told first."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import queries
from scheduler.mail.rows import State
from scheduler.meetings.rows import Meeting
from scheduler.notices import impact, listing
from scheduler.notices.load_situation import load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import draft, publish
from tests import build
from tests.memory import remembered
from tests.web.secretary import Desk, hidden, text

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
LATER = build.stockholm("2021-12-02 10:00")
ALL = "/admin/granasbra/meetings"
JUNE = f"{ALL}/3"


def publish_year(desk: Desk) -> None:
    def do() -> None:
        with writing(desk.database, NOW) as session:
            council = store.council(session, "granasbra")
            planned = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
            publish.publish(session, council, planned, by=OPERATOR, now=NOW)

    remembered(desk.database, None, "published", do)


@pytest.fixture
def unsent(sqlite: Database, config: Config) -> Desk:
    """The year is published and its mail has not gone yet."""
    desk = Desk(sqlite, config)
    publish_year(desk)
    return desk


@pytest.fixture
def desk(sqlite: Database, config: Config) -> Desk:
    """The day after the year's mail went to 30 people."""
    desk = Desk(sqlite, config, now=LATER)
    publish_year(desk)
    build.work(sqlite, config, build.stockholm("2021-12-01 09:10"))
    return desk


def send(desk: Desk, where: str, **fields: str) -> TestResponse:
    return desk.post(where, where, **fields)


def confirm(desk: Desk, checked: TestResponse, where: str) -> TestResponse:
    """Presses the button of the second step, with the fields the page holds."""
    page = text(checked)
    names = ("csrf_token", "step", "date", "starts", "ends", "place", "reason")
    more = (
        ("revision",) if 'name="revision"' in page else ()
    )  # a meeting that is not there yet has none
    return desk.client.post(where, data={name: hidden(page, name) for name in (*names, *more)})


def june(desk: Desk) -> Meeting:
    with reading(desk.database) as session:
        return build.meeting(session, 3)


def of_june(desk: Desk) -> Situation:
    with reading(desk.database) as session:
        return load_situation(session, Ref(Owner.MEETING, build.meeting(session, 3).id))


def test_all_meetings_are_listed_with_their_stage(desk: Desk) -> None:
    page = desk.get(ALL)

    assert page.count("Planerat") == 5
    assert f'href="{JUNE}"' in page


def test_a_council_without_meetings_is_led_to_the_year_plan(
    sqlite: Database, config: Config
) -> None:
    page = Desk(sqlite, config).get(ALL)

    assert "Inga möten än." in page
    assert 'href="/admin/granasbra/years"' in page


def test_a_meeting_shows_its_mail_and_who_has_been_told(desk: Desk) -> None:
    page = desk.get(JUNE)

    assert "tisdag 14 juni 2022 kl. 15.00–17.00 (v. 24)" in page
    assert "Ärendeinbjudan" in page
    assert "tis 17 maj 2022 kl. 08.00 · 30 personer" in page
    assert re.search(r'<a href="/admin/granasbra/mail/letter\?key=[^"]+">Kallelsen</a>', page)
    assert "30 personer har fått veta om mötet" in page
    assert "<li>Deputy 5</li>" in page
    assert f'href="{JUNE}/move"' in page
    assert f'href="{JUNE}/cancel"' in page
    assert f'href="{JUNE}/restore"' not in page


def test_a_move_is_told_before_it_is_done(desk: Desk) -> None:
    checked = send(desk, f"{JUNE}/move", step="check", date="torsdag 16 juni", starts="15.00",
                   ends="17.00", place="Stadshuset, rum Granen", reason="Krock.")  # fmt: skip

    page = text(checked)
    assert checked.status_code == 200
    assert "<b>tors 16 jun 2022 kl. 15.00–17.00 (v. 24)</b>" in page
    assert "<b>tors 19 maj 2022</b>" in page
    assert "30 personer får ett mejl om det kl. 10.05, fem minuter efter" in page
    assert "Visa vilka som får mejlet" in page
    assert page.count("<li>Member ") == 25
    assert f'<a href="{JUNE}">Möte tis 14 jun 2022</a>' in page
    assert "Flytta mötet och mejla 30 personer</button>" in page
    assert june(desk).revision == 0

    done = confirm(desk, checked, f"{JUNE}/move")

    assert done.status_code == 303
    assert done.location == f"{JUNE}?done=moved"
    assert june(desk).starts == Wall.parse("2022-06-16 15:00", build.ZONE)
    assert june(desk).reason == "Krock."
    shown = desk.get(f"{JUNE}?done=moved")
    assert "Mötet är flyttat. 30 personer får ett mejl om det tors 2 dec 2021 kl. 10.05." in shown


def test_a_move_that_nobody_was_told_of_mails_nobody(unsent: Desk) -> None:
    checked = send(unsent, f"{JUNE}/move", date="2022-06-16", starts="15", ends="17", place="")

    assert "Flytta mötet</button>" in text(checked)
    assert "Ingen får något mejl om det nu." in text(checked)
    assert "Visa vilka som får mejlet" not in text(checked)
    confirm(unsent, checked, f"{JUNE}/move")
    shown = unsent.get(f"{JUNE}?done=moved")
    assert "Mötet är flyttat. Ingen får något mejl om det nu." in shown


def test_a_move_to_a_holiday_is_warned_about(desk: Desk) -> None:
    checked = send(desk, f"{JUNE}/move", date="2022-06-24", starts="15.00", ends="17.00", place="")

    assert checked.status_code == 200
    assert "Fre 24 jun 2022 är en helgdag: midsommarafton." in text(checked)
    assert "Närmaste lediga dag med samma veckodag är fre 17 jun 2022." in text(checked)


@pytest.mark.parametrize(
    "day, starts, told",
    [
        ("2022-04-26", "16.00", "Det finns ett möte till vid samma tid, tis 26 apr 2022 kl. 15.00."),
        ("2022-04-26", "09.00", "Det finns ett möte till samma dag, tis 26 apr 2022 kl. 15.00."),
        ("2022-04-27", "15.00", "Det finns ett möte till samma vecka, tis 26 apr 2022."),
    ],
)  # fmt: skip
def test_a_day_or_week_that_has_another_of_our_meetings_is_warned_about(
    desk: Desk, day: str, starts: str, told: str
) -> None:
    moved = send(desk, f"{JUNE}/move", date=day, starts=starts, ends="", place="")
    added = send(desk, f"{ALL}/new", date=day, starts=starts, ends="", place="")

    assert told in text(moved)
    assert told in text(added)


def test_the_nearest_free_day_has_none_of_our_own_meetings(desk: Desk) -> None:
    send_to = {"starts": "15.00", "ends": "17.00", "place": ""}
    for day in ("2022-06-17", "2022-07-01"):  # the Fridays around Midsummer Eve
        added = send(desk, f"{ALL}/new", date=day, **send_to)
        assert confirm(desk, added, f"{ALL}/new").status_code == 303

    checked = send(desk, f"{ALL}/new", date="2022-06-24", **send_to)

    assert "Närmaste lediga dag med samma veckodag är fre 10 jun 2022." in text(checked)


@pytest.mark.parametrize(
    "fields, field, told",
    [
        ({"date": "snart"}, "date", "Skriv datumet som 2022-06-14 eller 14 juni 2022."),
        ({"date": "onsdag 16 juni"}, "date", "Tors 16 jun 2022 är inte en onsdag."),
        ({"starts": "tre"}, "starts", "Skriv tiden som 15.00 eller 15:00."),
        ({"ends": "14.00"}, "ends", "Mötet måste sluta efter att det börjar."),
        ({"date": "26 april"}, "starts", "Rådet har redan ett möte vid den tiden."),
        ({"date": "2023-06-16"}, "date", "2023"),
        ({"place": "x" * 301}, "place", "Skriv högst 300 tecken."),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_everything_kept(
    desk: Desk, fields: dict[str, str], field: str, told: str
) -> None:
    given = {"date": "16 juni", "starts": "15.00", "ends": "17.00", "place": "X", "reason": "Ny."}

    answer = send(desk, f"{JUNE}/move", **(given | fields))

    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Fel: Flytta mötet tis 14 jun 2022" in page
    assert f'<a href="#{field}">' in page
    assert f'id="{field}-err"' in page
    assert told in page
    assert "Ny.</textarea>" in page
    assert june(desk).revision == 0


def test_a_second_press_moves_nothing_twice(desk: Desk) -> None:
    checked = send(desk, f"{JUNE}/move", date="2022-06-16", starts="15.00", ends="17.00", place="X")
    confirm(desk, checked, f"{JUNE}/move")

    again = confirm(desk, checked, f"{JUNE}/move")

    assert again.location == f"{JUNE}?done=moved"
    assert june(desk).revision == 1


# Ångra


def undo(desk: Desk, done: str) -> TestResponse:
    page = desk.get(f"{JUNE}?done={done}")
    return desk.client.post(
        f"{JUNE}/undo", data={name: hidden(page, name) for name in ("csrf_token", "revision")}
    )


def test_a_move_is_taken_back_within_its_five_minutes(desk: Desk, config: Config) -> None:
    before = june(desk)
    confirm(desk, send(desk, f"{JUNE}/move", date="16 juni", starts="15.00"), f"{JUNE}/move")
    assert "Ångra<" in desk.get(f"{JUNE}?done=moved")

    answer = undo(desk, "moved")

    assert answer.location == f"{JUNE}?done=undone"
    assert "Ändringen är ångrad." in desk.get(answer.location)
    after = june(desk)
    assert (after.starts, after.ends, after.place) == (before.starts, before.ends, before.place)
    assert (after.reason, after.moved_from, after.revision) == ("", None, 2)
    assert not any(
        line.kind == "change" for line in listing.list_situation(of_june(desk), now=LATER)
    )


def test_a_cancellation_is_taken_back(desk: Desk) -> None:
    send(desk, f"{JUNE}/cancel", reason="Krock.")

    undo(desk, "cancelled")

    assert (june(desk).is_cancelled, june(desk).reason) == (False, "")


def test_an_added_meeting_that_is_taken_back_stays_as_cancelled(desk: Desk) -> None:
    confirm(desk, send(desk, f"{ALL}/new", date="18 oktober 2022", starts="15.00"), f"{ALL}/new")

    answer = desk.post(f"{ALL}/6?done=added", f"{ALL}/6/undo")

    assert answer.location == f"{ALL}/6?done=undone"
    with reading(desk.database) as session:
        assert build.meeting(session, 6).is_cancelled


def test_the_years_mail_is_stopped_and_the_year_stays(unsent: Desk, config: Config) -> None:
    year = "/admin/granasbra/years/2022"
    page = unsent.get(f"{year}?done=published")
    form = {name: hidden(page, name) for name in ("csrf_token", "key", "do")}

    unsent.client.post("/admin/granasbra/mail", data=form)

    build.work(unsent.database, config, build.stockholm("2021-12-01 09:10"))
    assert not build.letters(unsent.database)
    assert "Ångra<" not in unsent.get(f"{year}?done=published")
    assert f'href="{JUNE}"' in unsent.get(year)


def test_nothing_is_taken_back_twice_or_too_late(desk: Desk, config: Config) -> None:
    confirm(desk, send(desk, f"{JUNE}/move", date="16 juni", starts="15.00"), f"{JUNE}/move")
    form = {
        name: hidden(desk.get(f"{JUNE}?done=moved"), name) for name in ("csrf_token", "revision")
    }
    later = desk.at(LATER + timedelta(minutes=5))

    assert "Ångra<" not in later.get(f"{JUNE}?done=moved")
    assert later.post(f"{JUNE}/move", f"{JUNE}/undo", revision=form["revision"]).status_code == 409
    assert desk.client.post(f"{JUNE}/undo", data=form).status_code == 303
    assert desk.client.post(f"{JUNE}/undo", data=form).status_code == 409
    assert "Ångra<" not in desk.get(f"{JUNE}?done=undone")


def test_cancelling_says_how_many_are_mailed_and_restoring_brings_it_back(
    desk: Desk, config: Config
) -> None:
    page = desk.get(f"{JUNE}/cancel")
    cancelled = send(desk, f"{JUNE}/cancel", reason="För få ärenden.")
    shown = desk.get(f"{JUNE}?done=cancelled")

    assert "Ställ in mötet och mejla 30 personer</button>" in page
    assert cancelled.location == f"{JUNE}?done=cancelled"
    assert "Mötet är inställt. 30 personer får ett mejl" in shown
    assert f'href="{JUNE}/restore"' in shown
    assert desk.get(f"{JUNE}/move", 409)

    build.work(desk.database, config, build.stockholm("2021-12-02 10:10"))
    page = desk.get(f"{JUNE}/restore")
    restored = send(desk, f"{JUNE}/restore")

    assert "Låt mötet bli av och mejla 30 personer</button>" in page
    assert restored.location == f"{JUNE}?done=restored"
    assert "Mötet blir av." in desk.get(f"{JUNE}?done=restored")
    assert not june(desk).is_cancelled


def test_restoring_counts_those_to_whom_the_cancellation_is_still_going_out(
    desk: Desk, config: Config
) -> None:
    send(desk, f"{JUNE}/cancel", reason="")
    due = LATER + timedelta(minutes=5)
    while jobs.issue_due(build.works(desk.database, config, due)):
        pass
    with writing(desk.database, due) as session:
        first = next(r for r in queries.all_letters(session) if r.kind == "change")
        first.state = State.SENT

    page = desk.at(due).get(f"{JUNE}/restore")

    assert "Låt mötet bli av och mejla 30 personer</button>" in page
    assert "30 personer får ett mejl om det kl. 10.10" in page
    assert (
        "Av dem får 29 det bara om ett tidigare mejl, som är på väg nu, hinner gå innan du bekräftar."
        in page
    )


def test_a_meeting_cancelled_and_restored_before_the_mail_went_mails_nobody(desk: Desk) -> None:
    send(desk, f"{JUNE}/cancel", reason="")

    assert "Låt mötet bli av</button>" in desk.get(f"{JUNE}/restore")


def test_a_meeting_is_added_in_two_steps(desk: Desk) -> None:
    checked = send(
        desk, f"{ALL}/new", date="18 oktober 2022", starts="15.00", ends="", place="Biblioteket"
    )
    done = confirm(desk, checked, f"{ALL}/new")

    assert "Lägg till mötet och mejla 30 personer</button>" in text(checked)
    assert "<b>tis 18 okt 2022 kl. 15.00–17.00 (v. 42)</b>" in text(checked)
    assert done.location == f"{ALL}/6?done=added"
    assert "Mötet är tillagt. 30 personer får ett mejl" in desk.get(f"{ALL}/6?done=added")


@pytest.mark.parametrize("ends, told", [("16.00", "16.00"), ("", "11.00")])
def test_a_meeting_of_several_days_is_added_with_its_last_day(
    desk: Desk, ends: str, told: str
) -> None:
    checked = send(
        desk, f"{ALL}/new", date="17–19 oktober 2022", starts="9", ends=ends, place="Biblioteket"
    )
    confirm(desk, checked, f"{ALL}/new")

    assert f"mån 17 okt 2022 kl. 09.00 – ons 19 okt 2022 kl. {told}" in text(checked)
    with reading(desk.database) as session:
        ends_at = build.meeting(session, 6).ends
    assert ends_at.text() == f"2022-10-19T{told.replace('.', ':')}"


def test_a_meeting_is_moved_to_the_days_that_are_typed(desk: Desk) -> None:
    checked = send(desk, f"{JUNE}/move", date="20–21 juni 2022", starts="9", ends="12", place="")
    confirm(desk, checked, f"{JUNE}/move")

    assert june(desk).ends.text() == "2022-06-21T12:00"


def test_while_the_years_mail_is_to_go_an_added_meeting_has_none_of_its_own(unsent: Desk) -> None:
    checked = send(unsent, f"{ALL}/new", date="2022-10-18", starts="15.00", ends="", place="")

    assert "Lägg till mötet</button>" in text(checked)


def test_a_meeting_is_not_added_to_a_year_that_is_not_published(desk: Desk) -> None:
    answer = send(desk, f"{ALL}/new", date="2023-10-18", starts="15.00", ends="", place="")

    assert answer.status_code == 422
    assert "2023 är inte publicerat." in text(answer)
    assert 'value="2023-10-18"' in text(answer)


def test_a_meeting_that_is_over_cannot_be_changed(sqlite: Database, config: Config) -> None:
    desk = Desk(sqlite, config, now=build.stockholm("2022-06-15 09:00"))
    publish_year(desk)

    page = desk.get(JUNE)

    assert "Flytta mötet" not in page
    assert desk.get(f"{JUNE}/move", 409)
    assert desk.get(f"{JUNE}/cancel", 409)


@pytest.mark.parametrize("what", ["move", "cancel", "restore"])
def test_a_change_without_our_token_is_refused(desk: Desk, what: str) -> None:
    assert desk.client.post(f"{JUNE}/{what}", data={"step": "do"}).status_code == 403


def test_an_unknown_meeting_is_not_found(desk: Desk) -> None:
    assert desk.get(f"{ALL}/99", 404)


def test_the_pages_of_a_meeting_are_there_in_english_too(desk: Desk) -> None:
    assert "30 people have been told of the meeting" in desk.get(f"{JUNE}?lang=en")
    assert "Cancel the meeting and mail 30 people" in desk.get(f"{JUNE}/cancel?lang=en")
    assert 'value="15:00"' in desk.get(f"{JUNE}/move?lang=en")


def test_only_those_whom_a_mail_may_have_reached_have_been_told(desk: Desk) -> None:
    s = of_june(desk)
    assert s.meeting

    told = impact.told_people(s, s.meeting)

    assert len(told) == 30


def test_nobody_has_been_told_before_the_first_mail(unsent: Desk) -> None:
    s = of_june(unsent)
    assert s.meeting

    assert impact.told_people(s, s.meeting) == ()


def test_asking_what_would_follow_changes_nothing(desk: Desk) -> None:
    s = of_june(desk)
    assert s.meeting

    mailing = impact.if_cancelled(s, now=LATER)

    assert len(mailing.people) == 30
    assert mailing.at == build.stockholm("2021-12-02 10:05")
    assert (s.meeting.status, s.meeting.revision) == ("scheduled", 0)


def test_a_move_of_a_meeting_that_somebody_moved_meanwhile_shows_both(desk: Desk) -> None:
    opened = desk.get(f"{JUNE}/move")
    fields = {"date": "2022-06-16", "starts": "15.00", "ends": "17.00", "place": "Polishuset"}
    first = send(desk, f"{JUNE}/move", **fields)
    confirm(desk, first, f"{JUNE}/move")

    typed = fields | {"date": "2022-06-20", "reason": "Lokalen är upptagen."}
    answer = desk.client.post(
        f"{JUNE}/move",
        data=typed | {name: hidden(opened, name) for name in ("csrf_token", "step", "revision")},
    )

    page = text(answer)
    assert answer.status_code == 409
    assert "2022-06-16" in page
    assert 'value="2022-06-20"' in page
    assert hidden(page, "reason") == "Lokalen är upptagen."
    names = ("csrf_token", "step", "revision", "reason")
    again = desk.client.post(
        f"{JUNE}/move", data=typed | {name: hidden(page, name) for name in names}
    )
    assert again.status_code == 200
    assert june(desk).starts.date.isoformat() == "2022-06-16"


def test_a_cancelling_of_a_meeting_that_somebody_moved_meanwhile_is_shown_anew(desk: Desk) -> None:
    opened = desk.get(f"{JUNE}/cancel")
    fields = {"date": "2022-06-16", "starts": "15.00", "ends": "17.00", "place": "Polishuset"}
    confirm(desk, send(desk, f"{JUNE}/move", **fields), f"{JUNE}/move")

    answer = desk.client.post(
        f"{JUNE}/cancel",
        data={
            "csrf_token": hidden(opened, "csrf_token"),
            "revision": hidden(opened, "revision"),
            "reason": "Studieresa.",
        },
    )

    assert answer.status_code == 409
    assert "Studieresa." in text(answer)
    assert "torsdag 16 juni 2022" in text(answer)
    assert not june(desk).is_cancelled
