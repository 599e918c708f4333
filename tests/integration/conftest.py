"""A year under way, made once for all tests that copy it away."""

import shutil

import pytest

from scheduler import config_file
from scheduler.councils import store
from scheduler.db.session import Database, writing
from tests import build
from tests.conftest import NOW

UNDER_WAY = build.stockholm("2022-02-16 10:00")


@pytest.fixture(scope="session")
def year_under_way(tmp_path_factory, sqlite_template):
    """Two members, a deputy and a secretary; the dates and the first kallelse sent, meeting 1 just moved."""
    folder = tmp_path_factory.mktemp("year")
    shutil.copyfile(sqlite_template, folder / "kallelse.db")
    database, config = (
        Database(f"sqlite:///{folder}/kallelse.db"),
        config_file.load(None, folder=folder),
    )
    build.seed_year(database, now=NOW, entries=build.people(2, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-15 08:00"):
        build.work(database, config, build.stockholm(at))
    with writing(database, UNDER_WAY) as session:
        council = store.council(session, "granasbra")
        build.account(session, [council], now=UNDER_WAY)
    build.move(database, "2022-02-22 16:00", UNDER_WAY)
    database.close()
    return folder / "kallelse.db"


@pytest.fixture
def old(tmp_path, year_under_way):
    """A copy of it, as the database of another installation."""
    shutil.copyfile(year_under_way, tmp_path / "old.db")
    database = Database(f"sqlite:///{tmp_path}/old.db")
    yield database
    database.close()
