"""Log lines on standard error, as text or as JSON. They name rows by id; mail addresses are masked."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# A notice's key holds an @ before its date, as granasbra/m1/kallelse/@2026-03-10T13:00, and is no address.
_ADDRESS = re.compile(r"[^\s@<>\"'(){}\[\],;:=/]+@(?!\d{4}-\d\d-\d\dT)[^\s@<>\"'(){}\[\],;:]+")
_TOKEN = re.compile(r"(/(?:m|u|f|login|link|review|setup/start)/)[^\s/?\"']+")


def mask(text: str) -> str:
    """The text without mail addresses and without what opens a personal page."""
    return _TOKEN.sub(r"\1…", _ADDRESS.sub("<address>", text))


def to_stderr(*, json_lines: bool = False) -> None:
    """Every logger of the process, ours and foreign."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(json_lines=json_lines))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class LineFormatter(logging.Formatter):
    """A line of text, with its traceback below it, or a line of JSON."""

    def __init__(self, *, json_lines: bool):
        super().__init__()
        self._json_lines = json_lines

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        event, level = mask(record.getMessage()), record.levelname.lower()
        trace = mask(self.formatException(record.exc_info)) if record.exc_info else ""
        if not self._json_lines:
            return f"{at} [{level:8}] {event:30} [{record.name}]\n{trace}".rstrip()
        fields = {"event": event, "level": level, "logger": record.name, "timestamp": at}
        return json.dumps(fields | ({"exception": trace} if trace else {}), ensure_ascii=False)
