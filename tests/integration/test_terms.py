"""One term at a time: who joins, is edited, leaves and is replaced; and an import foreseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from scheduler.councils import accounts, member_import, new_council, store, terms
from scheduler.councils.member_import import Outcome
from scheduler.councils.rows import Council, Member, MemberRole
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Database, Session, writing
from scheduler.errors import InvalidInput, NotFound
from scheduler.history.rows import OPERATOR, Change
from tests import build
from tests.conftest import NOW

TODAY = date(2021, 12, 1)
YESTERDAY = date(2021, 11, 30)
SIV = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
JON = build.entry("Jon Myrvik", line=3)
NILS = build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
OTTO = build.entry("Otto Lavby", line=5, role=MemberRole.DEPUTY)


@pytest.fixture
def seated(sqlite: Database) -> Database:
    """Siv and Jon on seats, Nils a personal deputy of Siv's, Otto on the council's list."""
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        member_import.import_members(session, council, [SIV, JON, NILS, OTTO], by=OPERATOR, now=NOW)
    return sqlite


def council(session: Session) -> Council:
    return store.council(session, "granasbra")


def term(session: Session, name: str) -> Member:
    """The person's latest."""
    found = store.members(session, council(session).id)
    return next(member for member in reversed(found) if member.person.name == name)


def details(member: Member) -> TermDetails:
    person = member.person
    title = member.seat.title if member.seat else ""
    return TermDetails(
        person.name, person.email, person.phone, "", member.role, member.organisation, title
    )


def subjects(session: Session) -> list[str]:
    query = select(Change).where(Change.council_id == council(session).id).order_by(Change.id)
    return [change.subject for change in session.scalars(query)]


def second_council(session: Session, *people: str) -> Council:
    """With these people on it."""
    new = new_council.NewCouncil("aldreradet", "Äldrerådet", build.ZONE, "sv", "aldre@example.org")
    other = new_council.add_council(session, new, by=OPERATOR, now=NOW)
    member_import.import_members(
        session, other, [build.entry(p) for p in people], by=OPERATOR, now=NOW
    )
    return other


def refused(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return list(error.value.fields)


# join


def test_every_fault_is_told_at_once(seated: Database) -> None:
    new = TermDetails(" ", "maj.example.org", language="xx", role="king", organisation="x" * 201)
    with writing(seated, NOW) as session, pytest.raises(InvalidInput) as error:
        terms.join_council(session, council(session), new, since_on=TODAY, by=OPERATOR, now=NOW)

    assert refused(error) == ["name", "email", "organisation", "language", "role"]


# edit


def test_an_edit_changes_person_term_and_seat(seated: Database) -> None:
    new = TermDetails(
        "Siv Tall", "siv@example.org", "070-000 00 00", "en", "chair", "Bostäder AB", "Chef",
        date(2022, 12, 31),
    )  # fmt: skip
    with writing(seated, NOW) as session:
        terms.edit_term(session, term(session, "Siv Tallgren"), new, by=OPERATOR, now=NOW)

    with writing(seated, NOW) as session:
        siv = term(session, "Siv Tall")
        assert (siv.person.email, siv.person.phone) == ("siv@example.org", "070-000 00 00")
        assert (siv.person.language, siv.role, siv.until_on) == ("en", "chair", date(2022, 12, 31))
        assert siv.seat
        assert (siv.seat.organisation, siv.seat.title) == ("Bostäder AB", "Chef")
        assert term(session, "Nils Ekhed").organisation == "Bostäder AB"
        assert subjects(session)[-1] == f"member {siv.id} edited"


def test_an_address_that_is_anothers_is_refused(seated: Database) -> None:
    with writing(seated, NOW) as session:
        siv = term(session, "Siv Tallgren")
        new = replace(details(siv), email="JON.myrvik@example.org")
        with pytest.raises(InvalidInput) as error:
            terms.edit_term(session, siv, new, by=OPERATOR, now=NOW)

    assert error.value.fields["email"].params == {
        "address": "JON.myrvik@example.org",
        "person": "Jon Myrvik",
    }


def test_the_address_of_one_who_keeps_another_council_is_fixed(seated: Database) -> None:
    """It is a way to sign in: changed here, it would open that council."""
    with writing(seated, NOW) as session:
        other = second_council(session)
        siv = term(session, "Siv Tallgren")
        accounts.add_account(
            session, siv.person.email, name="", councils=[other], by=OPERATOR, now=NOW
        )
        new = replace(details(siv), email="mine@example.org")
        with pytest.raises(InvalidInput) as error:
            terms.edit_term(session, siv, new, by=OPERATOR, now=NOW)

    assert refused(error) == ["email"]


def test_a_deputy_gets_no_seat_by_an_edit(seated: Database) -> None:
    with writing(seated, NOW) as session:
        otto = term(session, "Otto Lavby")
        new = replace(details(otto), role="member")
        with pytest.raises(InvalidInput) as error:
            terms.edit_term(session, otto, new, by=OPERATOR, now=NOW)

    assert refused(error) == ["role"]


def test_a_term_is_of_its_own_council(seated: Database) -> None:
    with writing(seated, NOW) as session:
        other = second_council(session, "Ture Sandbro")
        with pytest.raises(NotFound):
            terms.term_by_id(session, other, term(session, "Siv Tallgren").id)


# leave


def test_the_seat_and_its_deputy_stay_when_one_leaves(seated: Database) -> None:
    with writing(seated, NOW) as session:
        siv = term(session, "Siv Tallgren")
        terms.end_term(session, siv, last_on=TODAY, by=OPERATOR, now=NOW)
        terms.end_term(session, siv, last_on=TODAY, by=OPERATOR, now=NOW)

    with writing(seated, NOW) as session:
        siv, nils = term(session, "Siv Tallgren"), term(session, "Nils Ekhed")
        assert siv.until_on == TODAY
        assert siv.seat
        assert siv.seat.until_on is None
        assert (nils.deputy_for, nils.until_on) == (siv.seat, None)
        assert subjects(session).count(f"member {siv.id} left") == 1


def test_no_one_leaves_before_the_first_day(seated: Database) -> None:
    new = TermDetails("Rut Sjöhed", "rut@example.org")
    with writing(seated, NOW) as session:
        rut = terms.join_council(
            session, council(session), new, since_on=TODAY, by=OPERATOR, now=NOW
        )
        with pytest.raises(InvalidInput) as error:
            terms.end_term(session, rut, last_on=YESTERDAY, by=OPERATOR, now=NOW)

    assert refused(error) == ["until"]


def test_a_term_cannot_be_drawn_out_over_its_successors(seated: Database) -> None:
    with writing(seated, NOW) as session:
        siv = term(session, "Siv Tallgren")
        replaced(session, siv, "Rut Sjöhed")
        with pytest.raises(InvalidInput) as error:
            terms.edit_term(session, siv, details(siv), by=OPERATOR, now=NOW)

    assert refused(error) == ["until"]


# replace


def replaced(session: Session, member: Member, name: str, since_on: date = TODAY) -> Member:
    email = f"{name.split()[0].lower()}@example.org"
    return terms.replace_member(
        session, member, name=name, email=email, since_on=since_on, by=OPERATOR, now=NOW
    )


def test_a_successor_has_the_seat_from_the_day_after(seated: Database) -> None:
    with writing(seated, NOW) as session:
        replaced(session, term(session, "Siv Tallgren"), "Rut Sjöhed")

    with writing(seated, NOW) as session:
        siv, rut = term(session, "Siv Tallgren"), term(session, "Rut Sjöhed")
        assert (siv.until_on, rut.since_on) == (YESTERDAY, TODAY)
        assert (rut.seat_id, rut.role, rut.organisation) == (
            siv.seat_id,
            "member",
            "Granåsens Bostäder",
        )
        assert term(session, "Nils Ekhed").deputy_for_id == rut.seat_id
        assert subjects(session)[-2:] == [f"member {siv.id} replaced", f"member {rut.id} joined"]


def test_a_deputys_successor_keeps_the_place_in_the_list(seated: Database) -> None:
    with writing(seated, NOW) as session:
        otto = term(session, "Otto Lavby")
        maj = replaced(session, otto, "Maj Björnlid")

        assert (maj.role, maj.seat_id, maj.call_order) == ("deputy", None, otto.call_order)


def test_a_seat_is_never_given_to_two(seated: Database) -> None:
    with writing(seated, NOW) as session:
        siv = term(session, "Siv Tallgren")
        replaced(session, siv, "Rut Sjöhed")
        with pytest.raises(InvalidInput) as error:
            replaced(session, siv, "Maj Björnlid")

    assert refused(error) == ["since"]


# an import foreseen


def test_an_import_does_what_was_foreseen(seated: Database) -> None:
    entries = [
        SIV,
        replace(JON, organisation="Räddningstjänsten", phone="070-000 00 01"),
        build.entry("Rut Sjöhed", line=6),
        NILS,
        build.entry("Maj Björnlid", line=7, role=MemberRole.DEPUTY, deputy_for="rut sjöhed"),
        build.entry("Ivar Nyfors", line=8, role=MemberRole.DEPUTY, deputy_for="Polisen"),
    ]
    with writing(seated, NOW) as session:
        foreseen = member_import.preview_import(session, council(session), entries, now=NOW)
        assert not session.dirty
        assert not session.new
        done = member_import.import_members(
            session, council(session), entries, by=OPERATOR, now=NOW
        )

    assert [one.outcome for one in foreseen] == [
        Outcome.UNCHANGED,
        Outcome.UPDATED,
        Outcome.ADDED,
        Outcome.UNCHANGED,
        Outcome.ADDED,
        Outcome.ADDED,
    ]
    assert [(d.field, d.before, d.after) for d in foreseen[1].differences] == [
        ("phone", "", "070-000 00 01"),
        ("organisation", "Polisen", "Räddningstjänsten"),
    ]
    assert done.added == ["Rut Sjöhed", "Maj Björnlid", "Ivar Nyfors"]
    assert done.updated == ["Jon Myrvik"]
    assert done.unchanged == ["Siv Tallgren", "Nils Ekhed"]


def test_a_name_too_long_for_the_database_is_a_fault(seated: Database) -> None:
    with writing(seated, NOW) as session:
        (only,) = member_import.preview_import(
            session, council(session), [build.entry("x" * 201, email="x@example.org")], now=NOW
        )

    assert only.outcome is Outcome.FAULTY
