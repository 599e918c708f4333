"""Addresses that no row can have."""

from __future__ import annotations

from tests import build
from tests.web.secretary import NOW, Secretary


def test_numbers_and_characters_that_no_row_can_have_are_no_page(database, config):
    build.seed_year(database, now=NOW, entries=build.people(1, 0))
    client = Secretary(database, config).client
    paths = [
        f"{place}/{number}{form}"
        for number in ("2147483648", "9223372036854775808", "9" * 30)
        for place in ("/granasbra/meetings", "/admin/granasbra/meetings", "/granasbra/years")
        for form in ("", ".ics", ".json")
    ]
    paths += ["/%00", "/granas%00bra/calendar.ics", "/granasbra/calendar.atom?lang=%00", "/p/%00"]
    paths += ["/login/%00", "/admin/granasbra/mail/%00", "/admin/granasbra/members?q=%00"]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
