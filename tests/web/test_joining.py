"""One person is added by hand; whom a deputy stands in for is chosen; a seat ends; the year's dates to newcomers."""

from __future__ import annotations

import pytest

from scheduler.config import Config
from scheduler.councils import store
from scheduler.councils.rows import Member
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.years import draft, publish
from tests import build
from tests.web.test_members import HOME, NOW, Office, csrf


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config)


def term(office: Office, name: str) -> Member:
    with reading(office.database) as session:
        council = store.council(session, "granasbra")
        return next(m for m in store.members(session, council.id) if m.person.name == name)


def test_a_member_is_added_and_nothing_is_mailed(office: Office) -> None:
    page = office.done(office.post("/new", name="Rut Berg", email="rut@example.org", role="member",
                                   organisation="Kommunen", title="Rektor", since="2022-01-01"))  # fmt: skip

    assert "Rut Berg is added. No mail has been sent." in page
    rut = term(office, "Rut Berg")
    assert rut.seat
    assert (rut.organisation, rut.seat.title, str(rut.since_on)) == (
        "Kommunen",
        "Rektor",
        "2022-01-01",
    )
    assert build.letters(office.database) == []


def test_a_deputy_is_added_for_a_member_an_organisation_or_the_whole_council(
    office: Office,
) -> None:
    seat = term(office, "Siv Tallgren").seat_id
    for name, chosen in (("Ada Ek", f"seat {seat}"), ("Bo Ek", "of Polisen"), ("Cia Ek", "")):
        office.done(office.post("/new", name=name, email=f"{name[:3].strip()}@example.org", role="deputy",
                                stands_for=chosen, organisation="Annat"))  # fmt: skip

    found = [term(office, name) for name in ("Ada Ek", "Bo Ek", "Cia Ek")]
    assert [(m.deputy_for_id, m.organisation, m.seat_id) for m in found] == [
        (seat, "Granåsens Bostäder", None), (None, "Polisen", None), (None, "", None)
    ]  # fmt: skip


def test_whom_a_deputy_stands_in_for_is_changed_on_a_page(office: Office) -> None:
    nils, jon = term(office, "Nils Ekhed"), term(office, "Jon Myrvik")
    page = office.get(f"/{nils.id}")
    assert f'<option value="seat {nils.deputy_for_id}" selected>Siv Tallgren' in page

    office.done(office.post(f"/{nils.id}", name="Nils Ekhed", email=nils.person.email, language="",
                            stands_for=f"seat {jon.seat_id}", until=""))  # fmt: skip

    assert term(office, "Nils Ekhed").deputy_for_id == jon.seat_id


def test_what_cannot_be_taken_is_told_with_all_kept(office: Office) -> None:
    answer = office.post(
        "/new", name="", email="rut", role="deputy", stands_for="seat 999", since="x"
    )

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="rut"' in page
    for field in ("name", "email", "stands_for", "since"):
        assert f'id="{field}-err"' in page


def test_a_vacant_seat_is_filled_or_ended(office: Office) -> None:
    jon = term(office, "Jon Myrvik")
    office.done(office.post(f"/{jon.id}/end", until="2021-11-30"))
    listed = office.get()
    assert f"{HOME}/{jon.id}/replace" in listed
    assert f"{HOME}/seats/{jon.seat_id}/end" in listed
    form = office.client.get(f"{HOME}/new?seat={jon.seat_id}").get_data(as_text=True)
    assert 'name="organisation" type="text" value="Polisen"' in form

    page = office.get(f"/seats/{jon.seat_id}/end")
    assert "Nobody gets a mail about it." in page
    done = office.done(office.post(f"/seats/{jon.seat_id}/end", until="2021-11-30"))

    assert "last day is Tue 30 Nov 2021" in done.replace("\xa0", " ")
    assert f"{HOME}/seats/{jon.seat_id}/end" not in done


def test_the_end_of_a_seat_says_whose_terms_end_with_it(office: Office) -> None:
    page = office.get(f"/seats/{term(office, 'Siv Tallgren').seat_id}/end")

    assert "The term of Siv Tallgren ends with it." in page
    assert "Nils Ekhed, a deputy for the seat, ends with it." in page


def test_the_years_dates_go_to_newcomers_only_when_asked_for(
    office: Office, config: Config
) -> None:
    with writing(office.database, NOW) as session:
        council = store.council(session, "granasbra")
        planned = draft.plan(session, council, 2022, build.SEED, by=OPERATOR, now=NOW)
        publish.publish(session, council, planned, by=OPERATOR, now=NOW)
    assert "Send the dates" not in office.get()
    build.work(office.database, config, build.stockholm("2021-12-01 09:06"))
    office.done(office.post("/new", name="Rut Berg", email="rut@example.org", role="member"))
    build.work(office.database, config, build.stockholm("2021-12-01 09:30"))
    assert len(build.letters(office.database)) == 5
    assert "Send the dates of 2022 to 1 person" in office.get()

    answer = office.client.post(f"{HOME}/dates/2022", data={"csrf_token": csrf(office.get())})

    assert "The mail goes at 09:05. Until then you can stop it." in office.done(answer)
    build.work(office.database, config, build.stockholm("2021-12-01 09:06"))
    assert [row.recipient for row in build.letters(office.database)][5:] == ["rut@example.org"]
    assert "Send the dates" not in office.get()
