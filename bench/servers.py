"""The four that are compared, each serving the same calendars: ours, static Flask, nginx, Radicale."""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.processes import CannotRun, Server, free_port

ROOT = Path(__file__).parent.parent
RADICALE = Path(tempfile.gettempdir()) / "kallelse-bench-radicale"
WORKERS, THREADS = 2, 4


def kallelse_server(name: str, database_url: str, folder: Path) -> Server:
    """`web.wsgi:app` on granian."""
    port, config = free_port(), folder / f"{name}.toml"
    config.write_text(
        f'[site]\nurl = "http://127.0.0.1:{port}"\n[database]\nurl = "{database_url}"\n', "utf-8"
    )
    env = {"KALLELSE_CONFIG": str(config), "PYTHONPATH": str(ROOT)}
    return Server(name, _granian("web.wsgi:app", port), port, folder, env)


def static_flask_server(folder: Path) -> Server:
    """The same server, workers and threads; the calendars out of memory."""
    port = free_port()
    env = {"BENCH_FEEDS": str(folder), "PYTHONPATH": str(ROOT)}
    return Server("static Flask", _granian("bench.static_app:app", port), port, folder, env)


def nginx_server(folder: Path) -> Server:
    """The calendars as files: the machine's limit. Raises: CannotRun where it is not installed."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        raise CannotRun("nginx is not installed: apt-get install nginx-light")
    port, config = free_port(), folder / "nginx.conf"
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f" {part}_temp_path {folder}/{part};" for part in parts)
    config.write_text(
        f"daemon off; worker_processes {WORKERS}; pid {folder}/nginx.pid; error_log {folder}/nginx.err;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; types {{ text/calendar ics; }} sendfile on; tcp_nopush on; etag on;{paths}\n"
        f" keepalive_requests 100000000; server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n",
        "utf-8",
    )
    folder.chmod(0o755)
    return Server(
        "nginx", [program, "-e", f"{folder}/nginx.err", "-c", str(config)], port, folder, {}
    )


def radicale_server(folder: Path, calendars: Mapping[int, bytes]) -> Server:
    """One item an event, as Radicale keeps them. Raises: CannotRun where it is not installed."""
    program = RADICALE / "bin/radicale"
    found = str(program) if program.exists() else shutil.which("radicale")
    if found is None:
        raise CannotRun(
            f"Radicale is not installed: python3 -m venv {RADICALE} && {RADICALE}/bin/pip install radicale"
        )
    port, config = free_port(), folder / "radicale.conf"
    for size, octets in calendars.items():
        collection = folder / f"radicale/collection-root/u/{size}"
        collection.mkdir(parents=True)
        (collection / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}), "utf-8")
        for uid, item in _items(octets).items():
            name = hashlib.sha256(uid.encode()).hexdigest()[:24]
            (collection / f"{name}.ics").write_bytes(item)
    rights = folder / "rights"
    rights.write_text("[all]\nuser: .*\ncollection: .*\npermissions: rRwWi\n", "utf-8")
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_connections = 100\n[auth]\ntype = none\n"
        f"[rights]\ntype = from_file\nfile = {rights}\n"
        f"[storage]\nfilesystem_folder = {folder}/radicale\n[logging]\nlevel = error\n",
        "utf-8",
    )
    return Server("Radicale", [found, "--config", str(config)], port, folder, {})


def _granian(app: str, port: int) -> list[str]:
    program = Path(sys.executable).parent / "granian"
    if not program.exists():
        raise CannotRun("granian is not installed: pip install 'kallelse[server]'")
    return [
        str(program), "--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws",
        "--log-level", "error", "--host", "127.0.0.1", "--port", str(port), app,
    ]  # fmt: skip


def _items(octets: bytes) -> dict[str, bytes]:
    """By UID, each event as a calendar of its own."""
    text = octets.decode()
    zones = "".join(re.findall(r"BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", text, re.DOTALL))
    found = {}
    for event in re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", text, re.DOTALL):
        uid = re.search(r"^UID:(.*?)\r\n(?! )", event, re.MULTILINE | re.DOTALL)
        assert uid
        head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n"
        found[uid[1]] = f"{head}{zones}{event}END:VCALENDAR\r\n".encode()
    return found
