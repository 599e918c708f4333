"""Tests of what lies above the stores: each case on one of the two databases, on both with `--both-databases`.

Their statements are those of stores that have tests on both of their own; what differs here from case to case is what
is decided and written. A case keeps its database for as long as it keeps its name.
"""

from __future__ import annotations

import zlib

import pytest

MARK = "either_database"
DATABASES = ("sqlite", "postgres")


def add_option(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both-databases",
        action="store_true",
        help=f"run what is marked `{MARK}` on SQLite and PostgreSQL, not on one of them",
    )


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those that are left out are told as deselected."""
    if config.getoption("--both-databases"):
        return
    left_out = [item for item in items if not _is_its_own(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _is_its_own(item)]


def _is_its_own(item: pytest.Item) -> bool:
    database = getattr(item, "callspec", None) and item.callspec.params.get("database")  # type: ignore[attr-defined]
    if not database or not item.get_closest_marker(MARK):
        return True
    case = item.nodeid.replace(database, "")
    return DATABASES[zlib.crc32(case.encode()) % len(DATABASES)] == database
