"""The access table: every route, and who may open it. A new one that is for everyone fails until it has its line."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from scheduler import config_file, jobs
from scheduler.agenda import actions as agenda_actions
from scheduler.agenda import proposals
from scheduler.agenda import store as agenda
from scheduler.agenda.item import Item
from scheduler.clock import SystemClock
from scheduler.councils import accounts, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.inbox.rows import Fate, IncomingMail
from scheduler.links import Links
from scheduler.mail import heartbeats
from scheduler.meetings import lifecycle
from scheduler.notices import mail_actions
from scheduler.papers.actions import KeptFile, add_papers
from scheduler.papers.folder import FileFolder
from scheduler.rehearsal import store as rehearsal
from scheduler.rehearsal.rehearsal_clock import RehearsalClock
from scheduler.years import other_calendars
from tests import build
from tests.conftest import NOW
from tests.mailbox import put_letter
from tests.snapshots import run_once
from web import security
from web.app import create_app
from web.secretary.access import COOKIE


class Who(StrEnum):
    """Who may open a route. Everyone else finds nothing, or is led to sign in."""

    EVERYONE = "everyone"
    HOLDER = "whoever has the personal link in the address"
    ACCOUNT = "whoever is signed in"
    KEEPER = "a secretary of the council in the address"
    OPERATOR = "an operator of the installation"
    TESTER = "the browser of the first run, and an operator"
    MONITOR = "whoever shows the token that stands in the config"
    INSTALLER = "the browser that came by the printed address, until the first run is done"


ACCESS: Mapping[str, Who] = {
    "static": Who.EVERYONE,
    "health.healthz": Who.EVERYONE,
    "health.readyz": Who.EVERYONE,
    "health.delivery": Who.EVERYONE,
    "public.councils": Who.EVERYONE,
    "public.council": Who.EVERYONE,
    "public.year": Who.EVERYONE,
    "public.meeting": Who.EVERYONE,
    "public.subscribe": Who.EVERYONE,
    "public.contact": Who.EVERYONE,
    "public.notes_as_pdf": Who.EVERYONE,
    "public.notes": Who.EVERYONE,
    "formats.installation_json": Who.EVERYONE,
    "formats.installation_atom": Who.EVERYONE,
    "formats.calendar_json": Who.EVERYONE,
    "formats.calendar_atom": Who.EVERYONE,
    "statements.accessibility": Who.EVERYONE,
    "statements.privacy": Who.EVERYONE,
    "rehearse.mailbox": Who.EVERYONE,
    "rehearse.story_page": Who.EVERYONE,
    "rehearse.step": Who.EVERYONE,
    "rehearse.again": Who.EVERYONE,
    "rehearse.letter": Who.EVERYONE,
    "rehearse.html": Who.EVERYONE,
    "rehearse.source": Who.EVERYONE,
    "sign_in.form": Who.EVERYONE,
    "sign_in.enter": Who.EVERYONE,
    "sign_in.link": Who.EVERYONE,
    "sign_in.spend": Who.EVERYONE,
    "setup.start": Who.EVERYONE,
    "setup.enter": Who.EVERYONE,
    "lost_link.form": Who.EVERYONE,
    "lost_link.ask": Who.EVERYONE,
    "public_papers.agenda_pdf": Who.EVERYONE,
    "public_papers.file": Who.EVERYONE,
    "member": Who.HOLDER,
    "member_papers": Who.HOLDER,
    "items": Who.HOLDER,
    "details": Who.HOLDER,
    "member_notes": Who.HOLDER,
    "sign_in.leave": Who.ACCOUNT,
    "account": Who.ACCOUNT,
    "secretary.councils": Who.ACCOUNT,
    "answers": Who.KEEPER,
    "secretary.home": Who.KEEPER,
    "years": Who.KEEPER,
    "papers": Who.KEEPER,
    "compare": Who.KEEPER,
    "meetings": Who.KEEPER,
    "deputies": Who.KEEPER,
    "members": Who.KEEPER,
    "log": Who.KEEPER,
    "mail": Who.KEEPER,
    "agenda": Who.KEEPER,
    "notes": Who.KEEPER,
    "follow_ups": Who.KEEPER,
    "attendance": Who.KEEPER,
    "notes_template": Who.KEEPER,
    "past_notes": Who.KEEPER,
    "agenda_papers": Who.KEEPER,
    "edit_one_mail": Who.KEEPER,
    "settings": Who.KEEPER,
    "keepers": Who.KEEPER,
    "texts": Who.KEEPER,
    "setup.done": Who.OPERATOR,
    "status": Who.OPERATOR,
    "new_council": Who.OPERATOR,
    "setup.mail": Who.TESTER,
    "setup.try_mail": Who.TESTER,
    "health.numbers": Who.MONITOR,
    "setup": Who.INSTALLER,
}
"""By endpoint, or by blueprint where no endpoint of it has a line; what everyone may open is named one by one."""


def who_may_open(endpoint: str) -> Who | None:
    return ACCESS.get(endpoint) or ACCESS.get(endpoint.partition(".")[0])


PDF = b"%PDF-"
KEY = "granasbra/y2022/year_dates/1"
VALUES: Mapping[str, object] = {
    "slug": "granasbra",
    "number": 1,
    "year": 2022,
    "member_id": 1,
    "seat_id": 1,
    "mail_id": 1,
    "calendar_id": 1,
    "session_id": 1,
    "account_id": 1,
    "item_id": 1,
    "paper_id": 1,
    "version": 1,
    "secret": "made-up",
    "letter": "kallelse",
    "code": "sv",
}
"""What stands in an address, by the name of its part.

`token` is a right personal link of the route's kind, `path` the name of the style sheet.
"""

OTHER_VALUES: Mapping[str, Mapping[str, object]] = {
    "meetings.restore": {"number": 5},
    "agenda_papers.remove": {"paper_id": 2},
    "agenda.mail_presenter": {"item_id": 2},
}
"""For a route that needs something else: meeting 5 is cancelled."""

ASKED: Mapping[str, Mapping[str, str]] = {
    "mail.letter": {"key": KEY},
    "edit_one_mail.edit": {"key": KEY},
    "edit_one_mail.message": {"key": KEY},
}
"""What must stand after the question mark."""

WRITTEN: Mapping[str, Mapping[str, str]] = {
    "mail.act": {"key": KEY, "do": "hold"},
    "edit_one_mail.add_message": {"key": KEY, "sv": "Vi bjuder på fika."},
    "edit_one_mail.write": {
        "key": KEY,
        "subject": "Mötestider {år}",
        "body": "{datum} {länk} {mejlval}",
        "version": "0",
    },
    "texts.restore": {"version": "0"},
    "mail.letters": {"id": "1", "do": "sent"},
    "member.choose": {"stop": "day-before"},
}
"""What a form must hold to be about something that is there."""

HIDDEN_FROM_A_SECRETARY = (Who.INSTALLER, Who.MONITOR, Who.OPERATOR, Who.TESTER)

OPENS, SIGN_IN, NOTHING, REFUSED = "opens", "leads to sign in", "finds nothing", "is refused"


@dataclass(frozen=True, slots=True)
class Route:
    """One address and one method."""

    endpoint: str
    method: str
    rule: Rule

    @property
    def who(self) -> Who:
        return who_may_open(self.endpoint) or Who.KEEPER

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule} ({self.endpoint})"


class World:
    """A rehearsal with two councils, a secretary for each, and every route of the app."""

    def __init__(self, folder: Path, template: Path):
        shutil.copyfile(template, folder / "kallelse.db")
        config = config_file.load(None, folder=folder)
        site = config.site.model_copy(update={"accounts_add_councils": True})
        self.config = config.model_copy(update={"site": site})
        self.database = Database(f"sqlite:///{folder}/kallelse.db")
        self.real_now = SystemClock().now()  # sessions age in real time, also in a rehearsal
        run_once(self.database, None, type(self).__name__, self._fill)
        self._keep_files()
        self.app: Flask = create_app(self.config, RehearsalClock(self.database), self.database)
        page = self.app.test_client().get("/login").get_data(as_text=True)
        self.style_sheet = page.partition(".css")[0].rpartition("/static/")[2] + ".css"

    def _fill(self) -> None:
        build.seed_year(self.database, now=NOW, entries=build.people(2, 1))
        with writing(self.database, NOW) as session:
            rehearsal.add_state(session, now=NOW)
            of = store.council(session, "granasbra")
            session.add(IncomingMail(digest="1", at=NOW, fate=Fate.WAITING, council_id=of.id))
            other = build.council(session, now=NOW, slug="grannen")
            fifth, first = build.meeting(session, 5), build.meeting(session, 1)
            person = store.members(session, of.id)[0].person
            proposals.propose_item(session, of, first, person, Item("Budget"), by=OPERATOR, now=NOW)
            agenda_actions.save_agenda(
                session, first, [Item("Skola", is_public=True)], by=OPERATOR, now=NOW
            )
            item_id = agenda.agenda_of(session, first.id)[0].id
            files = [KeptFile("a.pdf", "application/pdf", len(PDF), sha256(PDF).hexdigest())]
            add_papers(session, first, files, item_id=item_id, by=OPERATOR, now=NOW)
            of.notes_are_public = True
            build.add_published_notes(session, of, first)
            build.add_asked_chair(session, first, person)
            lifecycle.cancel(session, fifth, reason="", by=OPERATOR, now=NOW)
            ours = store.council(session, "granasbra")
            other_calendars.add_calendar(
                session, ours, name="KS", source="https://example.org/", by=OPERATOR, now=NOW
            )
            for email, kept in (
                ("elin@example.org", store.council(session, "granasbra")),
                ("ture@example.org", other),
            ):
                accounts.add_account(session, email, name="", councils=[kept], by=OPERATOR, now=NOW)
            accounts.add_account(
                session,
                "it@example.org",
                name="",
                councils=[],
                is_operator=True,
                by=OPERATOR,
                now=NOW,
            )
        with writing(self.database, NOW) as session:
            mail_actions.hold(
                session, store.council(session, "granasbra"), KEY, by=OPERATOR, now=NOW
            )
            heartbeats.record_beat(session, "a worker", ticks={}, now=NOW)
        for called in ("2022-01-25 08:00", "2022-02-15 08:00"):  # so there are letters
            jobs.issue_due(build.works(self.database, self.config, build.stockholm(called)))

    def _keep_files(self) -> None:
        FileFolder(self.config.files.folder).keep(BytesIO(PDF))
        put_letter(self.config.mail.folder, 1, at=NOW, key=KEY)

    def routes(self, method: str = "") -> Iterator[Route]:
        for rule in self.app.url_map.iter_rules():
            for one in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                if method in ("", one):
                    yield Route(rule.endpoint, one, rule)

    def visitor(self, email: str = "", *, since: datetime | None = None) -> FlaskClient:
        """Signed in anew with that address, or a stranger."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["csrf_token"] = "test"
            if email:
                with writing(self.database, NOW) as session:
                    person = store.person_by_email(session, email)
                    account = store.account_of(session, person.id) if person else None
                    assert account
                    cookie[COOKIE] = accounts.begin_session(
                        session, account, program="test", now=since or self.real_now
                    )
        return client

    def call(
        self, client: FlaskClient, route: Route, *, form: bool = True, **values: object
    ) -> str:
        """What becomes of it. With `form` a POST carries our form's token."""
        answer = self.answer(client, route, form, values)
        outcome = self.outcome(route, answer)
        answer.close()
        return outcome

    @staticmethod
    def outcome(route: Route, answer: TestResponse) -> str:
        """What an answer means."""
        if answer.status_code == 303 and answer.location.startswith("/login?next="):
            return SIGN_IN
        if answer.status_code == 403 and b'action="/login"' in answer.data:
            return SIGN_IN  # and what was written goes along
        if answer.status_code in (403, 404):
            return REFUSED if answer.status_code == 403 else NOTHING
        is_well = answer.status_code < 400 or (route.method == "POST" and answer.status_code < 500)
        return OPENS if is_well else answer.status

    def answer(
        self,
        client: FlaskClient,
        route: Route,
        form: bool = False,
        values: Mapping[str, object] = {},
        **query: str,
    ) -> TestResponse:
        given = {"token": self.token(route.endpoint), "path": self.style_sheet} | dict(VALUES)
        given |= OTHER_VALUES.get(route.endpoint, {}) | dict(values)
        named = route.rule.arguments - set(route.rule.defaults or {})
        unknown = named - set(given)
        assert not unknown, f"{route}: say in VALUES what may stand for {', '.join(unknown)}"
        parts = {name: given[name] for name in named} | dict(route.rule.defaults or {})
        built = route.rule.build(parts)
        assert built, f"{route}: VALUES do not fit"
        if route.method == "GET":
            return client.get(built[1], query_string={**ASKED.get(route.endpoint, {}), **query})
        data = dict(WRITTEN.get(route.endpoint, {}))
        if form:
            with self.app.test_request_context():
                session["csrf_token"] = "test"
                data["csrf_token"] = generate_csrf()
        return client.open(built[1], method=route.method, data=data)

    def token(self, endpoint: str, email: str = "member.1@example.org") -> str:
        """The personal link of a member, the first unless another is named, of the kind the route asks for."""
        links = self.app.extensions["kallelse"].links
        assert isinstance(links, Links)
        with reading(self.database) as session:
            of = store.person_by_email(session, email)
        assert of
        if endpoint in ("member.mail", "member.choose"):
            return links.unsubscribe(of.id, of.link_version, "day_before").rpartition("/")[2]
        return links.page(of.id, of.link_version).rpartition("/")[2]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    """Only looked at, or refused, by all tests that share it; what a personal link changes matters to none of them."""
    made = World(tmp_path_factory.mktemp("access"), sqlite_template)
    yield made
    made.database.close()


def test_every_route_is_in_the_table_and_every_line_has_its_route(world: World) -> None:
    there = {rule.endpoint for rule in world.app.url_map.iter_rules()}

    new = sorted(endpoint for endpoint in there if not who_may_open(endpoint))
    gone = sorted(set(ACCESS) - there - {endpoint.partition(".")[0] for endpoint in there})

    assert not new, (
        f"Nobody has said who may open {', '.join(new)}. Enter each, or its blueprint, in ACCESS in "
        "tests/web/test_access.py with whom it is for; where its address has a part that VALUES does not "
        "know, or it needs a query or a form to be about something, say so in the tables below ACCESS."
    )
    assert not gone, f"There is no route {', '.join(gone)} any longer: take it out of ACCESS."


def wrong(
    world: World, client: FlaskClient, expected: Mapping[Who, str], method: str = ""
) -> list[str]:
    """The routes that did otherwise, in words; only those for whom something is expected are tried."""
    found = []
    for route in world.routes(method):
        should = expected.get(route.who)
        if should and (did := world.call(client, route)) != should:
            found.append(f"{route}: {did}, but should be: {should}")
    return found


def test_a_stranger_and_one_whose_session_has_run_out_are_led_to_sign_in(world: World) -> None:
    expired = world.visitor("elin@example.org", since=world.real_now - timedelta(days=15))
    shut = {
        Who.ACCOUNT: SIGN_IN, Who.KEEPER: SIGN_IN, Who.OPERATOR: SIGN_IN,
        Who.INSTALLER: NOTHING, Who.TESTER: NOTHING, Who.MONITOR: NOTHING,
    }  # fmt: skip

    assert not wrong(world, world.visitor(), shut | {Who.EVERYONE: OPENS, Who.HOLDER: OPENS})
    assert not wrong(world, expired, shut)


def test_the_secretary_of_another_council_finds_nothing(world: World) -> None:
    for route in world.routes():
        if route.who is Who.KEEPER:
            neighbour = world.visitor("ture@example.org")
            assert world.call(neighbour, route) == NOTHING, str(route)


def test_an_operator_opens_the_pages_of_the_installation_and_no_councils(world: World) -> None:
    assert not wrong(world, world.visitor("it@example.org"), {
        Who.ACCOUNT: OPENS, Who.KEEPER: NOTHING, Who.OPERATOR: OPENS, Who.TESTER: OPENS,
        Who.INSTALLER: NOTHING, Who.MONITOR: NOTHING,
    }, "GET")  # fmt: skip


def test_the_forms_of_a_secretary_and_of_an_operator_are_taken(
    tmp_path: Path, sqlite_template: Path
) -> None:
    world = World(tmp_path, sqlite_template)

    for route in world.routes("POST"):
        secretary = world.visitor("elin@example.org")  # anew each time: one of the forms signs out
        assert world.call(secretary, route) == to_a_secretary(route), str(route)
        if route.who in (Who.OPERATOR, Who.TESTER):
            assert world.call(world.visitor("it@example.org"), route) == OPENS, str(route)
    world.database.close()


def to_a_secretary(route: Route) -> str:
    """Her pages are opened in test_every_page.py."""
    is_of_others = route.who in HIDDEN_FROM_A_SECRETARY
    return NOTHING if is_of_others else OPENS


def test_no_form_is_taken_without_its_token(world: World) -> None:
    secretary = world.visitor("elin@example.org")

    for route in world.routes("POST"):
        is_there = route.who not in HIDDEN_FROM_A_SECRETARY
        did = world.call(secretary, route, form=False)
        assert did == (REFUSED if is_there else NOTHING), str(route)


def test_what_needs_no_token_is_listed_with_its_reason(world: World) -> None:
    posts = {route.endpoint for route in world.routes("POST")}

    assert set(security.EXEMPT) <= posts
    assert all(len(reason) > 20 for reason in security.EXEMPT.values())


def test_a_made_up_personal_link_opens_nothing(world: World) -> None:
    for route in world.routes():
        if route.who is Who.HOLDER:
            assert world.call(world.visitor(), route, token="1-0.abc") == NOTHING, str(route)


OF_A_SEAT = {"member.reply", "member_notes.approval", "member_notes.answer"}
"""What a deputy who is not called, and did not chair the meeting, finds nothing at."""
OF_ONES_OWN = {"items.edit", "items.change", "items.withdraw"}
OF_A_TERM = {"items.propose", "member_papers.agenda_pdf", "member_papers.file"}
"""What closes with the term; the notes of this council are public, and so are its meetings."""


def test_a_deputy_one_who_has_left_and_a_link_that_was_renewed(
    tmp_path: Path, sqlite_template: Path
) -> None:
    world = World(tmp_path, sqlite_template)
    with writing(world.database, NOW) as session:
        second = store.members(session, store.council(session, "granasbra").id)[1]
        second.until_on = NOW.date() - timedelta(days=1)
    routes = [route for route in world.routes() if route.who is Who.HOLDER]

    def become(email: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {OPENS: set(), NOTHING: set()}
        for route in routes:
            token = world.token(route.endpoint, email)
            found[world.call(world.visitor(), route, token=token)].add(route.endpoint)
        return found

    assert become("deputy.1@example.org")[NOTHING] == OF_A_SEAT | OF_ONES_OWN
    assert become("member.2@example.org")[NOTHING] == OF_A_SEAT | OF_ONES_OWN | OF_A_TERM
    old = {route.endpoint: world.token(route.endpoint) for route in routes}
    with writing(world.database, NOW) as session:
        person = store.person_by_email(session, "member.1@example.org")
        assert person
        person.link_version += 1
    for route in routes:
        answer = world.answer(world.visitor(), route, True, {"token": old[route.endpoint]})
        assert answer.status_code == 410, str(route)
    world.database.close()
