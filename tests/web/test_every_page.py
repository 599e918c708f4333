"""What holds for every page there is: its headers, its weight, nothing inline, nothing from others, no query more
because there is more in the database. A new route is walked by itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.db.session import Database, writing
from tests import build, earlier_years
from tests.conftest import NOW
from tests.web.secretary import HOME, Secretary
from tests.web.test_access import Route, Who, World, to_a_secretary
from tests.web.test_whole_notes import ITEMS
from web import assets

LETTERS = ("rehearse.html",)
FILES = ("agenda_papers.file", "member_papers.file", "public_papers.file")
"""Letters as they were written, shown in a frame under a policy of their own."""
PER_COUNCIL = ("rehearse.story_page",)
"""Tells of each council in turn, in a rehearsal, which has one."""
SHARED = sum(len(asset.plain) for asset in assets.all_assets().values())
FETCHED = r"<(?:link rel=.(?:icon|stylesheet)|img|script|iframe)[^>]*?(?:href|src)=.([^\"]+)"


class Grown(World):
    """The same with two years behind it, eight people more, and two councils more."""

    def _fill(self) -> None:
        super()._fill()
        more = [build.entry(f"Newcomer {n}", line=n + 1) for n in range(1, 9)]
        earlier_years.fill(self.database, range(2020, 2022), a_year=4, entries=more, now=NOW)
        with writing(self.database, NOW) as session:
            for slug in ("tredje", "fjarde"):
                build.council(session, now=NOW, slug=slug)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    engines = (database.read, database.write)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Opened:
    """A page as a secretary has found it, in one language."""

    route: Route
    code: str
    answer: TestResponse
    octets: bytes
    statements: list[str]

    def __str__(self) -> str:
        return f"{self.route}, {self.code}"


def open_all(world: World, *codes: str) -> list[Opened]:
    secretary, found = world.visitor("elin@example.org"), []
    for route in world.routes("GET"):
        for code in codes:
            with counted(world.database) as statements:
                answer = world.answer(secretary, route, lang=code)
            assert world.outcome(route, answer) == to_a_secretary(route), f"{route}, {code}"
            found.append(Opened(route, code, answer, answer.data, statements))
            answer.close()
    return found


@pytest.fixture(scope="module")
def grown_pages(tmp_path_factory, sqlite_template):
    """All pages of the larger council, in both languages."""
    grown = Grown(tmp_path_factory.mktemp("grown"), sqlite_template)
    yield open_all(grown, "sv", "en")
    grown.database.close()


def test_no_page_asks_more_of_a_council_with_more_in_it(tmp_path, sqlite_template, grown_pages):
    small = World(tmp_path, sqlite_template)

    faults = []
    for one, other in zip(open_all(small, "sv"), grown_pages[::2], strict=True):
        few, many = one.statements, other.statements
        if len(many) > len(few) and one.route.endpoint not in PER_COUNCIL:
            again = max(many, key=many.count)
            counts = f"{len(few)} statements, and {len(many)} of a larger one"
            faults.append(f"{one}: {counts}: {again[:300]}")

    assert not faults, "\n".join(faults)
    small.database.close()


def test_every_answer_has_its_language_and_headers_and_nothing_that_they_forbid(grown_pages):
    for opened in grown_pages:
        route, answer, headers = opened.route, opened.answer, opened.answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", str(opened)
        assert headers["Referrer-Policy"] == "no-referrer", str(opened)
        policy = headers["Content-Security-Policy"]
        if route.rule.rule.startswith(("/admin", "/account", "/login")) or route.who is Who.HOLDER:
            assert headers["Cache-Control"] == "no-store", str(opened)
        if route.who is Who.HOLDER:
            assert headers["X-Robots-Tag"] == "noindex", str(opened)
        if route.endpoint in (*LETTERS, *FILES):
            assert policy.startswith("default-src 'none'")
            continue
        assert policy.startswith("default-src 'self'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        if answer.mimetype != "text/html":
            continue
        page = opened.octets.decode()
        inline = r"<style| style=\"| on[a-z]+=\"|javascript:|<script(?![^>]* src=)"
        assert not re.search(inline, page), str(opened)
        if answer.status_code == 200:
            assert page.count("<h1") == page.count("<main") == 1, str(opened)
            assert f'<html lang="{opened.code}">' in page, str(opened)
        fetched = re.findall(FETCHED, page)
        assert all(url.startswith("/") for url in fetched), f"{opened}: {fetched}"
        weight = len(opened.octets) + SHARED
        assert weight < 60_000, f"{opened}: {weight}"


def test_notes_of_seven_items_and_the_mail_of_a_year_weigh_little(sqlite, config):
    build.seed_year(sqlite, now=NOW)  # 25 members
    with writing(sqlite, NOW) as session:
        rows = [Item(heading, "Samtal", presenter) for heading, presenter, _ in ITEMS]
        actions.save_agenda(session, build.meeting(session, 1), rows, by=build.OPERATOR, now=NOW)
    elin = Secretary(sqlite, config, build.stockholm("2022-02-22 17:10"))
    where = f"{HOME}/meetings/1/notes"
    typed = {f"note-{n}": note for n, (_, _, note) in enumerate(ITEMS, start=1)}
    assert elin.send(where, do="rest", **typed).status_code == 200

    for page in (where, f"{HOME}/mail"):
        assert len(elin.get(page).encode()) + SHARED < 60_000, page
