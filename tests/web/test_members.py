"""The secretary's members pages: the list, pasting people, and one term edited, ended and replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, member_import, new_council, store
from scheduler.councils.members_file import Entry
from scheduler.councils.rows import Member, MemberRole
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from tests import build
from tests.snapshots import run_once
from tests.web.secretary import hidden_fields
from web.app import create_app

NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
HOME = "/admin/granasbra/members"
SIV = build.entry("Siv Tallgren", organisation="Granåsens Bostäder")
JON = build.entry("Jon Myrvik", line=3)
NILS = build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
ALVA = build.entry("Alva Storhed", line=5, role=MemberRole.DEPUTY, deputy_for="Polisen")
OTTO = build.entry("Otto Lavby", line=6, role=MemberRole.DEPUTY)
ALL = (SIV, JON, NILS, ALVA, OTTO)


class Office:
    """A council with these people, its secretary signed in, and the app over it."""

    def __init__(self, database: Database, config: Config, entries: Iterable[Entry] = ALL):
        self.database = database
        listed = tuple(entries)
        secret = run_once(database, None, ("office", listed), lambda: self._furnish(listed))
        self.app = create_app(config, FixedClock(NOW), database)
        self.client = self.signed_in(secret)

    def _furnish(self, listed: tuple[Entry, ...]) -> str:
        with writing(self.database, NOW) as session:
            council = build.council(session, now=NOW)
            if listed:
                member_import.import_members(session, council, listed, by=OPERATOR, now=NOW)
            new = new_council.NewCouncil(
                "aldreradet", "Äldrerådet", build.ZONE, "sv", "a@example.org"
            )
            new_council.add_council(session, new, by=OPERATOR, now=NOW)
            account = accounts.add_account(
                session, "elin@example.org", name="", councils=[council], by=OPERATOR, now=NOW
            )
            return accounts.begin_session(session, account, program="", now=NOW)

    def signed_in(self, secret: str) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as kept:
            kept["account"] = secret
        return client

    def get(self, where: str = "", status: int = 200, lang: str = "en") -> str:
        return page(self.client.get(f"{HOME}{where}", query_string={"lang": lang}), status)

    def post(self, where: str, **given: str) -> TestResponse:
        """Sends the form of the page, in English, with its hidden fields but the rows that wait."""
        kept = hidden_fields(self.get(where)) | given
        return self.client.post(f"{HOME}{where}?lang=en", data=kept)

    def done(self, answer: TestResponse) -> str:
        """The page that a success leads to."""
        assert answer.status_code == 303, page(answer, answer.status_code)
        return page(self.client.get(answer.location), 200)

    def paste(self, text: str) -> TestResponse:
        """Looks at the rows and then adds the correct ones."""
        seen = self.post("/add", text=text, step="check").get_data(as_text=True)
        digest = re.search(r'name="seen" value="([0-9a-f]+)"', seen)
        assert digest
        return self.post("/add", text=text, step="do", seen=digest[1])

    def terms(self) -> list[Member]:
        with reading(self.database) as session:
            return store.members(session, store.council(session, "granasbra").id)

    def term(self, name: str) -> Member:
        """The person's latest."""
        return next(m for m in reversed(self.terms()) if m.person.name == name)

    def at(self, name: str, more: str = "") -> str:
        return f"/{self.term(name).id}{more}"


def page(answer: TestResponse, status: int) -> str:
    assert answer.status_code == status, answer.status
    return answer.get_data(as_text=True).replace("\xa0", " ")


def csrf(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.fixture
def office(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config)


@pytest.fixture
def empty(sqlite: Database, config: Config) -> Office:
    return Office(sqlite, config, ())


def shown(html: str) -> dict[str, str]:
    """What the page keeps of the rows that were read."""
    found = dict(re.findall(r'name="(rows|seen)" value="([^"]*)"', html))
    return {name: unescape(value) for name, value in found.items()}


def in_order(html: str, *texts: str) -> bool:
    places = [html.index(text) for text in texts]
    return places == sorted(places)


# the list


def test_the_list_is_by_organisation_and_ends_with_the_councils_own_deputies(
    office: Office,
) -> None:
    html = office.get()

    names = ("Siv Tallgren", "Nils Ekhed", "Jon Myrvik", "Alva Storhed", "Otto Lavby")
    assert in_order(html, *(f"{name}</th>" for name in names))
    groups = ("Granåsens Bostäder", "Polisen", "Deputies for the whole council")
    assert in_order(html, *(f'rowheader">{name}</th>' for name in groups))
    assert "Deputy for Siv Tallgren" in html
    assert "Deputy 1 for Polisen" in html
    assert "Members: 2. Deputies: 3." in html
    assert 'href="mailto:siv.tallgren@example.org"' in html


def test_a_council_without_members_says_how_to_begin(empty: Office) -> None:
    html = empty.get(lang="en")

    assert "No members yet. Paste a list and you are done in a minute." in html
    assert 'href="/admin/granasbra/members/add"' in html


# adding


def rows_of_25() -> str:
    rows = [f"Person {n};person{n}@example.org;Org {n % 9};Ledamot" for n in range(1, 26)]
    rows[2] = "Maj Björnlid;maj.bjornlid.example.org;Polisen;Ledamot"
    rows[6] = "Ivar Nyfors;ivar@example.org;Polisen;Hövding"
    return "\r\n".join(rows)


def test_of_25_rows_two_are_to_be_corrected_and_nothing_is_saved_yet(empty: Office) -> None:
    html = page(empty.post("/add", text=rows_of_25(), step="check"), 422)

    assert "<title>Error: Add members – GranåsBrå</title>" in html
    assert "2 things need to be corrected" in html
    assert 'href="#row-3">Row 3, Maj Björnlid: The address lacks an @.' in html
    assert 'href="#row-7">Row 7, Ivar Nyfors: The role “Hövding” is not known.' in html
    assert html.count("Will be added") == 23
    assert ">Add 23 people</button>" in html
    assert "Maj Björnlid;maj.bjornlid.example.org" in html
    assert empty.terms() == []


def test_the_23_correct_rows_are_added_and_nothing_is_mailed(empty: Office, config: Config) -> None:
    html = page(empty.paste(rows_of_25()), 200)

    assert "23 people are added. No mail has been sent. 2 rows are left." in html
    assert (
        'id="row-1-email" name="row-1-email" type="email" value="maj.bjornlid.example.org"' in html
    )
    assert len(empty.terms()) == 23
    build.work(empty.database, config, build.stockholm("2021-12-02 09:00"))
    assert build.letters(empty.database) == []


def test_the_rows_that_were_left_are_corrected_where_they_stand(empty: Office) -> None:
    html = page(empty.paste(rows_of_25()), 200)
    mended = {"row-1-email": "maj.bjornlid@example.org", "row-2-role": "chair"}
    html = page(empty.post("/add", **shown(html), **mended, step="look"), 200)

    html = empty.done(empty.post("/add", **shown(html), step="do"))

    assert "2 people are added. No mail has been sent." in html
    assert len(empty.terms()) == 25


def test_what_has_not_been_shown_is_not_added(empty: Office) -> None:
    page(empty.post("/add", text="Rut Sjöhed;rut@example.org", step="do", seen="0"), 200)

    assert empty.terms() == []


def test_a_preview_says_what_changes_and_what_is_there(office: Office) -> None:
    text = (
        "Namn;E-post;Organisation;Telefon\n"
        "Siv Tallgren;siv.tallgren@example.org;Granåsens Bostäder;\n"
        "Jon Myrvik;jon.myrvik@example.org;Räddningstjänsten;070-000 00 00\n"
    )
    html = page(office.post("/add", text=text, step="check"), 200)

    assert html.count("Is there already") == 1
    assert html.count("Will be updated") == 1
    assert "Organisation: Polisen becomes Räddningstjänsten" in html
    assert "Phone: empty becomes 070-000 00 00" in html
    assert ">Add or update 1 person</button>" in html


def test_a_deputy_for_nobody_known_is_told_at_the_row(office: Office) -> None:
    text = (
        "Namn;E-post;Uppdrag;Ersättare för\n"
        "Maj Björnlid;maj@example.org;Ersättare;Ingen alls\n"
        "Rut Sjöhed;rut@example.org;Ersättare;Siv Tallgren\n"
    )
    html = page(office.post("/add", text=text, step="check"), 422)

    assert "Row 1, Maj Björnlid: “Ingen alls” is neither" in html
    assert ">Add 1 person</button>" in html


def test_an_empty_list_says_what_to_write(empty: Office) -> None:
    html = page(empty.post("/add", text=" ", step="check"), 422)

    assert "There is no one in the list. Write one person per line." in html


def test_a_file_is_read_as_the_pasted_text_is(empty: Office) -> None:
    token = csrf(empty.get("/add"))
    file = (BytesIO("Namn;E-post\r\nRut Sjöhed;rut@example.org".encode("cp1252")), "lista.csv")
    answer = empty.client.post(
        f"{HOME}/add?lang=en", data={"csrf_token": token, "step": "check", "file": file}
    )

    html = page(answer, 200)
    assert "Rut Sjöhed;rut@example.org</textarea>" in html
    assert "Will be added" in html


# one term


def form(member: Member, **changed: str) -> dict[str, str]:
    """What the browser sends when these fields are written anew."""
    person = member.person
    return {
        "name": person.name, "email": person.email, "phone": "", "language": "", "role": member.role,
        "organisation": member.organisation, "title": "", "until": "",
    } | changed  # fmt: skip


def test_a_term_is_edited(office: Office) -> None:
    siv = office.term("Siv Tallgren")
    given = form(
        siv, name="Siv Tall", role="chair", title="Chef", until="2022-12-31", language="en"
    )

    html = office.done(office.post(office.at("Siv Tallgren"), **given))

    assert "The change for Siv Tall is saved." in html
    assert "Chair, Chef" in html
    assert "Until Sat 31 Dec 2022" in html
    assert office.term("Siv Tall").person.language == "en"


def test_a_faulty_edit_keeps_what_was_written(office: Office) -> None:
    siv = office.term("Siv Tallgren")
    given = form(siv, name="Siv Tall", email="jon.myrvik@example.org")
    undated = page(office.post(office.at("Siv Tallgren"), **form(siv, until="2022-02-31")), 422)

    html = page(office.post(office.at("Siv Tallgren"), **given), 422)

    assert "<title>Error: " in html
    assert 'href="#email">The address jon.myrvik@example.org belongs to Jon Myrvik.' in html
    assert 'value="Siv Tall"' in html
    assert 'id="email-err"' in html
    assert 'href="#until">Write the day as 2022-01-31.' in undated
    assert office.term("Siv Tallgren").person.email == "siv.tallgren@example.org"


def test_one_who_sits_elsewhere_too_has_no_field_for_name_or_address(office: Office) -> None:
    with writing(office.database, NOW) as session:
        other = store.council(session, "aldreradet")
        member_import.import_members(session, other, [SIV], by=OPERATOR, now=NOW)

    html = office.get(office.at("Siv Tallgren"))

    assert "also belongs to another council" in html
    assert 'name="name"' not in html
    assert 'name="email"' not in html


def test_what_happens_is_said_before_a_term_ends(office: Office) -> None:
    html = office.get(office.at("Siv Tallgren", "/end"))

    assert "After the last day Siv Tallgren is not called to meetings." in html
    assert "Deputies who stay with the seat: Nils Ekhed." in html
    assert 'value="2021-12-01"' in html
    assert office.term("Siv Tallgren").until_on is None


def test_a_term_ends_and_the_seat_is_vacant(office: Office) -> None:
    answer = office.post(office.at("Siv Tallgren", "/end"), until="2021-11-30")

    html = office.done(answer)

    assert "The last day of Siv Tallgren is Tue 30 Nov 2021." in html
    assert '<span class="tag warn">Vacant</span>' in html
    assert "Deputy for a vacant seat" in html
    assert f'href="{HOME}{office.at("Siv Tallgren", "/replace")}">Fill the seat' in html
    assert in_order(html, "Earlier members", "Siv Tallgren <span")


def test_a_successor_takes_the_seat_and_its_deputy(office: Office) -> None:
    given = {"name": "Rut Sjöhed", "email": "rut@example.org", "since": "2021-12-01"}

    html = office.done(office.post(office.at("Siv Tallgren", "/replace"), **given))

    assert "Rut Sjöhed has the place from Wed 1 Dec 2021. No mail has been sent." in html
    assert "Deputy for Rut Sjöhed" in html
    assert office.term("Siv Tallgren").until_on == date(2021, 11, 30)


def test_a_vacant_seat_is_filled(office: Office) -> None:
    office.post(office.at("Siv Tallgren", "/end"), until="2021-11-01")
    given = {"name": "Rut Sjöhed", "email": "rut@example.org", "since": ""}

    html = office.done(office.post(office.at("Siv Tallgren", "/replace"), **given))

    assert ">Vacant<" not in html
    assert office.term("Siv Tallgren").until_on == date(2021, 11, 1)
    assert office.term("Rut Sjöhed").since_on == date(2021, 12, 1)


def test_a_successor_needs_a_name_and_an_address(office: Office) -> None:
    html = page(office.post(office.at("Siv Tallgren", "/replace"), name="", email="rut"), 422)

    assert 'href="#name">Write a name.' in html
    assert 'href="#email">The address lacks an @.' in html
    assert 'value="rut"' in html


def test_a_term_that_somebody_changed_meanwhile_shows_both_texts(office: Office) -> None:
    where = office.at("Siv Tallgren")
    opened = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', office.get(where)))
    written = {"name": "Siv Tallgren", "email": "siv.tallgren@example.org", "role": "member",
               "language": "", "organisation": "Granåsens Bostäder", "title": "", "until": ""}  # fmt: skip
    office.client.post(f"{HOME}{where}", data=opened | written | {"phone": "08-111"})

    answer = office.client.post(
        f"{HOME}{where}?lang=en", data=opened | written | {"phone": "08-222", "role": "chair"}
    )

    html = page(answer, 409)
    assert "08-111" in html
    assert 'value="08-222"' in html
    assert "Chair" in html
    assert office.term("Siv Tallgren").person.phone == "08-111"
    anew = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html))
    office.client.post(f"{HOME}{where}", data=anew | {"phone": "08-222"})
    kept = office.term("Siv Tallgren")
    assert (kept.person.phone, kept.role) == ("08-222", "chair")
