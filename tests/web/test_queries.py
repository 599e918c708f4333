"""No page asks the database more often because there is more in it: every page, for a small and a large council."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event

from scheduler.db.session import Database, writing
from tests import build, decade
from tests.conftest import NOW
from tests.web.test_access import ACCESS, OPENS, Route, Who, World


class Grown(World):
    """The same with two years behind it, eight people more, and two councils more."""

    def _fill(self) -> None:
        super()._fill()
        more = [build.entry(f"Newcomer {n}", line=n + 1) for n in range(1, 9)]
        decade.fill(self.database, range(2020, 2022), a_year=4, entries=more, now=NOW)
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


def asked(world: World, client: FlaskClient, route: Route) -> list[str]:
    with counted(world.database) as found:
        became = world.call(client, route)
    assert ACCESS[route.endpoint] is Who.INSTALLER or became == OPENS, str(route)
    return found


def test_no_page_asks_more_of_a_council_with_more_in_it(
    tmp_path: Path, sqlite_template: Path
) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "grown").mkdir()
    small, grown = (
        World(tmp_path / "small", sqlite_template),
        Grown(tmp_path / "grown", sqlite_template),
    )
    visitors = small.visitor("elin@example.org"), grown.visitor("elin@example.org")

    faults = []
    for one, other in zip(small.routes("GET"), grown.routes("GET"), strict=True):
        few, many = asked(small, visitors[0], one), asked(grown, visitors[1], other)
        if len(many) > len(few):
            again = max(many, key=many.count)
            faults.append(
                f"{one}: {len(few)} statements, and {len(many)} of a larger one: {again[:300]}"
            )

    assert not faults, "\n".join(faults)
    small.database.close()
    grown.database.close()
