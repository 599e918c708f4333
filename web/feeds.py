"""The WSGI application in front of Flask that answers every feed: no session, template or hook."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.http import parse_date, parse_etags

from scheduler.calendars.feed_request import FeedKind, FeedRequest, parse_feed_request
from scheduler.calendars.feed_server import FeedServer
from scheduler.calendars.feed_state import FeedState
from scheduler.calendars.fetch_log import FetchLog
from scheduler.errors import KallelseError, NotFound

log = logging.getLogger("kallelse")
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
_LONGEST_ADDRESS = 300
_NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


class FeedApp:
    """Answers `/<council>/calendar.ics`, `/calendar.ics`, `/f/<token>.ics` and `/<council>/meetings/<number>.ics`.

    Everything else goes on to `app`.
    """

    def __init__(self, app: Any, feeds: FeedServer, fetches: FetchLog):
        self._app = app
        self._feeds = feeds
        self._fetches = fetches

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        request = None
        if path.endswith(".ics") and len(path) + len(query) <= _LONGEST_ADDRESS:
            request = parse_feed_request(path, query)
        if request is None:
            response: Iterable[bytes] = self._app(environ, start)
            return response
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plain(start, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        try:
            return self._respond(request, environ, start)
        except NotFound:
            return _plain(start, "404 Not Found", [])
        except KallelseError:
            # Never an empty calendar on an error of ours: clients would delete everything.
            return _plain(start, "503 Service Unavailable", [("Retry-After", "60")])
        except Exception:
            log.exception("a feed could not be made")
            return _plain(start, "503 Service Unavailable", [("Retry-After", "300")])

    def _respond(
        self, request: FeedRequest, environ: Environ, start: StartResponse
    ) -> Iterable[bytes]:
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        state = self._feeds.state(request)
        if (
            not is_head and request.kind is not FeedKind.MEETING
        ):  # which is taken once, not followed
            self._fetches.note(state.key, environ.get("HTTP_USER_AGENT", ""))
        is_gzip = _accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if _is_unchanged(environ, state):
            start("304 Not Modified", _headers(state, is_gzip=is_gzip))
            return []
        state, plain, compressed = self._feeds.octets(state)
        octets = compressed if is_gzip else plain
        headers = [
            *_headers(state, is_gzip=is_gzip),
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Disposition", f'inline; filename="{_file_name(request)}.ics"'),
            ("Content-Length", str(len(octets))),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if is_gzip:
            headers.append(("Content-Encoding", "gzip"))
        start("200 OK", headers)
        return [] if is_head else [octets]


def _headers(state: FeedState, *, is_gzip: bool) -> Headers:
    is_personal = state.request.kind is FeedKind.PERSON
    return [
        ("ETag", f'"{_gzip_tag(state)}"' if is_gzip else f'"{state.tag}"'),
        ("Last-Modified", state.last_modified),
        ("Cache-Control", "private, no-cache" if is_personal else "public, max-age=300"),
        ("Vary", "Accept-Encoding"),
        ("X-Robots-Tag", "noindex"),
        ("Referrer-Policy", "no-referrer"),
    ]


def _file_name(request: FeedRequest) -> str:
    if request.kind in (FeedKind.PERSON, FeedKind.INSTALLATION):
        return "calendar"
    return f"{request.name}-{request.number}" if request.number else request.name


def _gzip_tag(state: FeedState) -> str:
    return f"{state.tag}-gz"


def _accepts_gzip(encodings: str) -> bool:
    return "gzip" in encodings and not _NO_GZIP.search(encodings)


def _is_unchanged(environ: Environ, state: FeedState) -> bool:
    """If-None-Match wins over If-Modified-Since; either encoding's tag counts (RFC 9110 §13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags == f'"{state.tag}"':
        return True
    if tags is not None:
        known = parse_etags(tags)
        return known.contains_weak(state.tag) or known.contains_weak(_gzip_tag(state))
    since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return since is not None and state.changed_at.replace(microsecond=0) <= since


def _plain(start: StartResponse, status: str, headers: Headers) -> Iterable[bytes]:
    body = status.encode() + b"\n"
    content = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start(status, [*headers, *content])
    return [body]
