"""Log lines on standard error, as text or as JSON. They name rows by id; mail addresses are masked."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# A notice's key holds an @ before its date, as granasbra/m1/kallelse/@2026-03-10T13:00, and is no address.
_ADDRESS = re.compile(r"[^\s@<>\"'(){}\[\],;:=/]+@(?!\d{4}-\d\d-\d\dT)[^\s@<>\"'(){}\[\],;:]+")
_TOKEN = re.compile(r"(/(?:m|u|f|login|link|review|setup/start)/)[^\s/?\"']+")


def mask(text: str) -> str:
    """The text without mail addresses and without what opens a personal page."""
    return _TOKEN.sub(r"\1…", _ADDRESS.sub("<address>", text))


def to_stderr(*, json_lines: bool = False) -> None:
    """Every logger of the process, ours and foreign."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(json_lines=json_lines))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def formatter(*, json_lines: bool) -> logging.Formatter:
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_lines
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_plain)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _masked, last],
    )


def _masked(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}


def _plain(out: Any, info: Any) -> None:
    """Tracebacks have been made text already."""
