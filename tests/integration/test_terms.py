"""One term at a time: who joins, is edited, leaves and is replaced; and an import foreseen."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.councils import accounts, member_import, terms
from scheduler.councils.rows import Member, MemberRole
from scheduler.councils.term_rules import TermDetails
from scheduler.db.session import Session, writing
from scheduler.errors import InvalidInput
from scheduler.history.rows import OPERATOR
from tests import build
from tests.conftest import NOW

TODAY = date(2021, 12, 1)
SIV = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
JON = build.entry("Jon Myrvik", line=3)
NILS = build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
OTTO = build.entry("Otto Lavby", line=5, role=MemberRole.DEPUTY)


@pytest.fixture
def seated(sqlite):
    """Siv and Jon on seats, Nils a personal deputy of Siv's, Otto on the council's list."""
    with writing(sqlite, NOW) as session:
        council = build.council(session, now=NOW)
        member_import.import_members(session, council, [SIV, JON, NILS, OTTO], by=OPERATOR, now=NOW)
    return sqlite


def details(member: Member) -> TermDetails:
    person = member.person
    title = member.seat.title if member.seat else ""
    return TermDetails(
        person.name, person.email, person.phone, "", member.role, member.organisation, title
    )


def edit(session: Session, name: str, **new: str) -> None:
    member = build.member(session, name)
    terms.edit_term(session, member, replace(details(member), **new), by=OPERATOR, now=NOW)  # type: ignore[arg-type]


def mends_the_address_of_a_keeper(session: Session) -> None:
    """It is a way to sign in: changed here, it would open the other council."""
    other = build.council(session, now=NOW, slug="aldreradet")
    email = build.member(session, "Siv Tallgren").person.email
    accounts.add_account(session, email, name="", councils=[other], by=OPERATOR, now=NOW)
    edit(session, "Siv Tallgren", email="mine@example.org")


@pytest.mark.parametrize(
    "act, fields",
    [
        (lambda s: edit(s, "Jon Myrvik", organisation="x" * 201, language="xx"), ["organisation", "language"]),
        (lambda s: edit(s, "Siv Tallgren", email="JON.myrvik@example.org"), ["email"]),
        (lambda s: edit(s, "Otto Lavby", role="member"), ["role"]),
        (mends_the_address_of_a_keeper, ["email"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_fields(seated, act, fields):
    with writing(seated, NOW) as session, pytest.raises(InvalidInput) as error:
        act(session)

    assert list(error.value.fields) == fields


def test_a_deputys_successor_keeps_the_place_in_the_list(seated):
    with writing(seated, NOW) as session:
        otto = build.member(session, "Otto Lavby")
        maj = terms.replace_member(
            session, otto, name="Maj", email="maj@example.org", since_on=TODAY, by=OPERATOR, now=NOW
        )

        assert (maj.role, maj.seat_id, maj.call_order) == ("deputy", None, otto.call_order)
