"""The small WSGI application in front of Flask for every .ics: no session, no template, no hooks."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs

from scheduler.calendars import published
from scheduler.config import Config
from scheduler.councils import store
from scheduler.db.session import Database, reading
from scheduler.errors import KallelseError, NotFound
from scheduler.language import LANGUAGES
from scheduler.links import Links

_PATH = re.compile(r"/(?P<council>[a-z0-9][a-z0-9-]*)/calendar\.ics")
Start = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]


class Feeds:
    """Answers `/<council>/calendar.ics?lang=&deadlines=1`; everything else goes on to `app`."""

    def __init__(self, app: Any, config: Config, database: Database, links: Links):
        self._app = app
        self._config = config
        self._database = database
        self._links = links

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        found = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if not found:
            answer: Iterable[bytes] = self._app(environ, start)
            return answer
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        try:
            return self._feed(found["council"], environ, start)
        except NotFound:
            return _plain(start, "404 Not Found", [])
        except KallelseError:
            # Never an empty calendar on an error of ours: clients would delete everything.
            return _plain(start, "503 Service Unavailable", [("Retry-After", "60")])

    def _feed(self, slug: str, environ: Environ, start: Start) -> Iterable[bytes]:
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        deadlines = asked.get("deadlines", [""])[-1] == "1"
        wants_gzip = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        with reading(self._database) as session:
            council = store.council(session, slug)
            code = asked.get("lang", [council.language])[-1]
            code = code if code in LANGUAGES else council.language
            tag = published.etag(council, self._links, code=code, deadlines=deadlines)
            modified = published.last_modified(session, council).replace(microsecond=0)
            headers = [
                ("ETag", f'{tag[:-1]}-gz"' if wants_gzip else tag),
                ("Last-Modified", format_datetime(modified, usegmt=True)),
                ("Cache-Control", "public, max-age=300"),
                ("Vary", "Accept-Encoding"),
                ("X-Robots-Tag", "noindex"),
            ]
            if is_unchanged(environ, tag, modified):
                start("304 Not Modified", headers)
                return []
            body = published.council_feed(
                session, council, self._links, code=code, deadlines=deadlines
            )
        if wants_gzip:
            body = gzip.compress(body, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        headers += [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Disposition", f'inline; filename="{slug}.ics"'),
            ("Content-Length", str(len(body))),
        ]
        start("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def is_unchanged(environ: Environ, tag: str, modified: datetime) -> bool:
    """If-None-Match wins over If-Modified-Since.

    Weak and listed tags count; an unreadable date means no (RFC 9110 §13.2.2).
    """
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        ours = {tag, f'{tag[:-1]}-gz"'}
        given = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return "*" in given or bool(given & ours)
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    try:
        given_at = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified <= (given_at if given_at.tzinfo else given_at.replace(tzinfo=UTC))


def _plain(start: Start, status: str, headers: list[tuple[str, str]]) -> Iterable[bytes]:
    body = status.encode() + b"\n"
    start(
        status,
        [
            *headers,
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
        ],
    )
    return [body]
