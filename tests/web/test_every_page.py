"""What holds for every page there is: its headers, its weight, nothing inline, nothing from others, no query more
because there is more in the database. A new route is walked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.db.session import Database, writing
from tests import build, earlier_years
from tests.conftest import NOW
from tests.web.secretary import HOME, Secretary, hidden_fields
from tests.web.test_access import ACCESS, OPENS, Route, Who, World
from tests.web.test_whole_notes import ITEMS
from web import assets

LETTERS = ("rehearse.html",)
FILES = ("agenda_papers.file", "member_papers.file", "public_papers.file")
"""Letters as they were written, shown in a frame under a policy of their own."""
PER_COUNCIL = ("rehearse.story_page",)
"""Tells of each council in turn, in a rehearsal, which has one."""
SECRETARYS = (Who.EVERYONE, Who.HOLDER, Who.ACCOUNT, Who.KEEPER)
"""Whose pages a secretary opens, who has a personal link too."""
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


@pytest.fixture(scope="module")
def grown(tmp_path_factory, sqlite_template):
    made = Grown(tmp_path_factory.mktemp("grown"), sqlite_template)
    yield made
    made.database.close()


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


def asked(world: World, client: FlaskClient, route: Route) -> list[str]:
    with counted(world.database) as found:
        became = world.call(client, route)
    assert became == OPENS or ACCESS[route.endpoint] not in SECRETARYS, str(route)
    return found


def test_no_page_asks_more_of_a_council_with_more_in_it(tmp_path, sqlite_template, grown):
    small = World(tmp_path, sqlite_template)
    visitors = small.visitor("elin@example.org"), grown.visitor("elin@example.org")

    faults = []
    for one, other in zip(small.routes("GET"), grown.routes("GET"), strict=True):
        few, many = asked(small, visitors[0], one), asked(grown, visitors[1], other)
        if len(many) > len(few) and one.endpoint not in PER_COUNCIL:
            again = max(many, key=many.count)
            counts = f"{len(few)} statements, and {len(many)} of a larger one"
            faults.append(f"{one}: {counts}: {again[:300]}")

    assert not faults, "\n".join(faults)
    small.database.close()


def test_every_answer_has_the_headers_and_nothing_that_they_forbid(grown):
    secretary = grown.visitor("elin@example.org")

    for route in grown.routes("GET"):
        answer = grown.answer(secretary, route)
        headers, page = answer.headers, answer.data.decode(errors="replace")
        answer.close()
        assert headers["X-Content-Type-Options"] == "nosniff", str(route)
        assert headers["Referrer-Policy"] == "no-referrer", str(route)
        policy = headers["Content-Security-Policy"]
        if route.rule.rule.startswith(("/admin", "/account", "/login")):
            assert headers["Cache-Control"] == "no-store", str(route)
        if route.endpoint in (*LETTERS, *FILES):
            assert policy.startswith("default-src 'none'")
            continue
        assert policy.startswith("default-src 'self'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        if answer.mimetype != "text/html":
            continue
        inline = r"<style| style=\"| on[a-z]+=\"|javascript:|<script(?![^>]* src=)"
        assert not re.search(inline, page), str(route)
        if answer.status_code == 200:
            assert page.count("<h1") == page.count("<main") == 1, str(route)
        fetched = re.findall(FETCHED, page)
        assert all(url.startswith("/") for url in fetched), f"{route}: {fetched}"
        assert len(answer.data) + SHARED < 60_000, f"{route}: {len(answer.data) + SHARED}"


def test_notes_of_seven_items_and_the_mail_of_a_year_weigh_little(sqlite, config):
    build.seed_year(sqlite, now=NOW)  # 25 members
    with writing(sqlite, NOW) as session:
        rows = [Item(heading, "Samtal", presenter) for heading, presenter, _ in ITEMS]
        actions.save_agenda(session, build.meeting(session, 1), rows, by=build.OPERATOR, now=NOW)
    elin = Secretary(sqlite, config, build.stockholm("2022-02-22 17:10"))
    where = f"{HOME}/meetings/1/notes"
    typed = {f"note-{n}": note for n, (_, _, note) in enumerate(ITEMS, start=1)}
    data = hidden_fields(elin.get(where)) | typed | {"do": "rest"}
    assert elin.client.post(where, data=data).status_code == 303

    for page in (where, f"{HOME}/mail"):
        assert len(elin.get(page).encode()) + SHARED < 60_000, page


def test_every_page_opens_in_both_languages(grown):
    secretary = grown.visitor("elin@example.org")
    asked = [(route, code) for route in grown.routes("GET") for code in ("sv", "en")]

    for route, code in asked:
        answer = grown.answer(secretary, route, lang=code)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        page = answer.data.decode(errors="replace")  # a PDF is none
        answer.close()
        if is_page and route.endpoint not in LETTERS:
            assert f'<html lang="{code}">' in page, f"{route}, {code}"
