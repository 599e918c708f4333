"""Processor time and memory of `kallelse web` at its first answer and of an idle worker, beside their libraries alone.

`python -m bench.start`. Goal: at most 1.5 times each. The libraries alone are imported and do their work once:
a page from a template with one query, or one tick of a scheduler.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.processes import Server, free_port

_GOAL = 1.5
_SETTLED_SECONDS = 4.0
_LIBRARIES = """
import babel.messages.pofile, click, holidays, icalendar, pydantic_settings, sqlalchemy.orm
class Settings(pydantic_settings.BaseSettings):
    url: str = "sqlite://"
engine = sqlalchemy.create_engine(Settings().url)
def one():
    with sqlalchemy.orm.Session(engine) as session:
        return session.execute(sqlalchemy.text("select 1")).scalar()
"""
_WEB_ALONE = """
import flask, flask_wtf.csrf, sys, waitress
app = flask.Flask("alone")
app.secret_key = "x"
flask_wtf.csrf.CSRFProtect(app)
app.add_url_rule("/", view_func=lambda: flask.render_template_string("{{ n }}", n=one()))
waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]))
"""
_WORKER_ALONE = """
import datetime, email.message, email.policy, smtplib, time
from apscheduler.schedulers.background import BackgroundScheduler
scheduler = BackgroundScheduler(timezone=datetime.UTC)
scheduler.add_job(one)
scheduler.start()
time.sleep(600)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="kallelse-bench-") as folder:
        for name in ("web", "worker"):
            # In turns, so that whatever else the machine does burdens both alike.
            pairs = [(_alone(name, Path(folder)), _ours(name, Path(folder))) for _ in range(rounds)]
            for what, unit, at in (("processor time", "s", 0), ("memory", "MB", 1)):
                alone, ours = (statistics.median(pair[n][at] for pair in pairs) for n in (0, 1))
                told = f"libraries {alone:6.2f} {unit:2}  ours {ours:6.2f} {unit:2}"
                print(f"{name:7}{what:15} {told}  {ours / alone:5.2f}   goal {_GOAL}")


def _alone(name: str, folder: Path) -> tuple[float, float]:
    port = free_port()
    code = _LIBRARIES + {"web": _WEB_ALONE, "worker": _WORKER_ALONE}[name]
    return _measure(name, [sys.executable, "-c", code, str(port)], port, folder, {})


def _ours(name: str, folder: Path) -> tuple[float, float]:
    port = free_port()
    env = {"KALLELSE_WEB__PORT": str(port), "KALLELSE_LOG__JSON_LINES": "false"}
    return _measure(name, [sys.executable, "-m", "web.cli", name], port, folder, env)


def _measure(
    name: str, command: list[str], port: int, folder: Path, env: dict[str, str]
) -> tuple[float, float]:
    """Seconds of processor time and megabytes of its own, when it has answered once or has nothing more to do."""
    # Compiled modules are kept, as in an installation.
    env |= {"PYTHONPATH": os.getcwd(), "PYTHONDONTWRITEBYTECODE": ""}
    with Server(name, command, port, folder, env) as server:
        if name == "web":
            server.wait_until_it_answers("/")
        else:
            time.sleep(_SETTLED_SECONDS)
        return server.seconds_used(), server.megabytes()


if __name__ == "__main__":
    main()
