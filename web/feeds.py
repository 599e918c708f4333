"""The small WSGI application in front of Flask for every .ics: no session, no template, no hooks."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from scheduler.calendars import address
from scheduler.calendars.address import Asked, Kind
from scheduler.calendars.fetches import Fetches
from scheduler.calendars.index import Index, Standing
from scheduler.calendars.publisher import Publisher
from scheduler.errors import KallelseError, NotFound

log = logging.getLogger("kallelse")
Start = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
_MOST_KEPT = 20_000
_LONGEST_KEY = 200
_NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is answered while a feed stands as it does: entity tags and headers, plain and packed by gzip."""

    asked: Asked
    standing: Standing
    tag: str
    packed_tag: str
    modified: str
    changed_at: datetime
    headers: Headers
    packed_headers: Headers
    filename: str


class Feeds:
    """Answers `/<council>/calendar.ics`, `/calendar.ics`, `/f/<token>.ics` and `/<council>/meetings/<number>.ics`.

    Everything else goes on to `app`.
    """

    def __init__(self, app: Any, publisher: Publisher, fetches: Fetches):
        self._app = app
        self._publisher = publisher
        self._fetches = fetches

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.endswith(".ics"):
            answer: Iterable[bytes] = self._app(environ, start)
            return answer
        try:
            return self._answer(path, environ, start)
        except NotFound:
            return _plain(start, "404 Not Found", [])
        except KallelseError:
            # Never an empty calendar on an error of ours: clients would delete everything.
            return _plain(start, "503 Service Unavailable", [("Retry-After", "60")])
        except Exception:
            log.exception("a feed could not be made")
            return _plain(start, "503 Service Unavailable", [("Retry-After", "300")])

    def _answer(self, path: str, environ: Environ, start: Start) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        index = self._publisher.index()
        ready = index.memo.get((path, query))
        if ready is None:
            asked = address.read(path, query)
            if asked is None:  # not one of ours: a year's file for the secretary, say
                answer: Iterable[bytes] = self._app(environ, start)
                return answer
            ready = self._ready(asked, index)
            _keep(index, (path, query), ready)
        method = environ["REQUEST_METHOD"]
        if method == "GET":
            if ready.asked.kind is not Kind.MEETING:  # which is taken once, not followed
                self._fetches.note(ready.standing.key, environ.get("HTTP_USER_AGENT", ""))
        elif method != "HEAD":
            return _plain(start, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        packed = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if _is_unchanged(environ, ready):
            # A copy, as a server may add to it.
            start("304 Not Modified", [*(ready.packed_headers if packed else ready.headers)])
            return []
        octets = self._publisher.kept(ready.standing, packed=packed)
        if octets is None:
            standing, octets = self._publisher.body(ready.asked, index, packed=packed)
            if standing.tag != ready.standing.tag:  # something was committed since
                ready = _made_ready(ready.asked, standing)
        headers = [
            *(ready.packed_headers if packed else ready.headers),
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Disposition", f'inline; filename="{ready.filename}.ics"'),
            ("Content-Length", str(len(octets))),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        start("200 OK", headers)
        return [] if method == "HEAD" else [octets]

    def _ready(self, asked: Asked, index: Index) -> _Ready:
        return _made_ready(asked, self._publisher.standing(asked, index))


def _made_ready(asked: Asked, standing: Standing) -> _Ready:
    is_personal = asked.kind is Kind.PERSON
    modified = format_datetime(standing.changed_at.replace(microsecond=0), usegmt=True)
    always = [
        ("Last-Modified", modified),
        ("Cache-Control", "private, no-cache" if is_personal else "public, max-age=300"),
        ("Vary", "Accept-Encoding"),
        ("X-Robots-Tag", "noindex"),
        ("Referrer-Policy", "no-referrer"),
    ]
    tag, packed_tag = f'"{standing.tag}"', f'"{standing.tag}-gz"'
    return _Ready(
        asked=asked,
        standing=standing,
        tag=tag,
        packed_tag=packed_tag,
        modified=modified,
        changed_at=standing.changed_at.replace(microsecond=0),
        headers=[("ETag", tag), *always],
        packed_headers=[("ETag", packed_tag), *always],
        filename="calendar" if is_personal else standing.name.replace(".", "-"),
    )


def _keep(index: Index, key: tuple[str, str], ready: _Ready) -> None:
    """Whoever knows an address could fill the memory with made-up options."""
    if len(key[0]) + len(key[1]) <= _LONGEST_KEY:
        if len(index.memo) >= _MOST_KEPT:
            index.memo.clear()
        index.memo[key] = ready


def _takes_gzip(encodings: str) -> bool:
    return "gzip" in encodings and not _NO_GZIP.search(encodings)


def _is_unchanged(environ: Environ, ready: _Ready) -> bool:
    """If-None-Match wins over If-Modified-Since; weak and listed tags count, and either packing's.

    An unreadable date means no (RFC 9110 §13.2.2).
    """
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        ours = (ready.tag, ready.packed_tag)
        return tags in ours or any(
            one == "*" or one.removeprefix("W/") in ours
            for one in (part.strip() for part in tags.split(","))
        )
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    if since == ready.modified:
        return True
    try:
        given = parsedate_to_datetime(since)
    except ValueError:
        return False
    return ready.changed_at <= (given if given.tzinfo else given.replace(tzinfo=UTC))


def _plain(start: Start, status: str, headers: Headers) -> Iterable[bytes]:
    body = status.encode() + b"\n"
    told = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start(status, [*headers, *told])
    return [body]
