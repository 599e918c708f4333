"""What one test has made is taken up by the next: a key that differs by the test's own folder would end that unseen."""

import shutil

import pytest

from scheduler import config_file, jobs
from scheduler.db.session import Database
from tests import build
from tests.conftest import NOW


def test_the_same_work_from_the_same_state_is_done_once(tmp_path, sqlite_template, monkeypatch):
    due = build.stockholm("2021-12-01 09:05")
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copyfile(sqlite_template, folder / "kallelse.db")
        database, config = (
            Database(f"sqlite:///{folder}/kallelse.db"),
            config_file.load(None, folder=folder),
        )
        build.seed_year(database, now=NOW, entries=build.people(1, 1))
        assert build.work(database, config, due) == len(build.captured(config)) == 2
        database.close()
        monkeypatch.setattr(jobs, "run_until_idle", pytest.fail)
