"""Addresses that no row can have, and what browsers may keep of the secretary's pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from scheduler.config import Config
from scheduler.db.session import Database
from tests import build, signed_in
from tests.conftest import NOW


@pytest.fixture
def client(database: Database, config: Config) -> Iterator[FlaskClient]:
    build.seed_year(database, now=NOW, entries=build.people(1, 0))
    yield from signed_in.secretary(database, config, now=NOW)


def test_numbers_and_characters_that_no_row_can_have_are_no_page(client: FlaskClient) -> None:
    numbers = ("2147483648", "9223372036854775808", "9" * 30)
    paths = [
        path.format(number)
        for number in numbers
        for path in (
            "/granasbra/meetings/{}",
            "/granasbra/meetings/{}.ics",
            "/granasbra/years/{}",
            "/admin/granasbra/meetings/{}",
            "/admin/granasbra/years/{}",
        )
    ]
    paths += [
        "/%00",
        "/gran%00as",
        "/granas%00bra/calendar.ics",
        "/granasbra/calendar.atom?lang=%00",
    ]
    paths += ["/p/%00", "/login/%00", "/admin/granasbra/mail/%00", "/admin/granasbra/members?q=%00"]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_no_browser_keeps_a_page_of_the_secretary_s(client: FlaskClient) -> None:
    for path in ("/admin/granasbra", "/admin/granasbra/members", "/admin/granasbra/meetings/99"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/granasbra").headers.get("Cache-Control", "")
