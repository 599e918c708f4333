"""The WSGI application in front of Flask that answers every feed: no session, template or hook."""

import logging
import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import parse_date, parse_etags
from werkzeug.wrappers import Response

from scheduler.calendars.feed_request import FeedKind, FeedRequest, parse_feed_request
from scheduler.calendars.feed_server import FeedServer
from scheduler.calendars.feed_state import FeedState
from scheduler.calendars.fetch_log import FetchLog
from scheduler.errors import KallelseError, NotFound

log = logging.getLogger("kallelse")
_NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


class FeedApp:
    """Answers `/<council>/calendar.ics`, `/calendar.ics`, `/f/<token>.ics` and `/<council>/meetings/<number>.ics`.

    Everything else goes on to `app`.
    """

    def __init__(self, app: WSGIApplication, feeds: FeedServer, fetches: FetchLog):
        self._app = app
        self._feeds = feeds
        self._fetches = fetches

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        request = parse_feed_request(path, query) if path.endswith(".ics") else None
        if request is None:
            return self._app(environ, start)
        try:
            return self._respond(request, environ, start)
        except NotFound:
            error = Response("404 Not Found\n", 404)
        except KallelseError:
            # Never an empty calendar on an error of ours: clients would delete everything.
            error = Response("503 Service Unavailable\n", 503, {"Retry-After": "60"})
        except Exception:
            log.exception("a feed could not be made")
            error = Response("503 Service Unavailable\n", 503, {"Retry-After": "300"})
        return error(environ, start)

    def _respond(
        self, request: FeedRequest, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            refusal = Response("405 Method Not Allowed\n", 405, {"Allow": "GET, HEAD"})
            return refusal(environ, start)
        state = self._feeds.state(request)
        # A single meeting is taken once, not followed.
        if method == "GET" and request.kind is not FeedKind.MEETING:
            self._fetches.note(state.key, environ.get("HTTP_USER_AGENT", ""))
        encodings = environ.get("HTTP_ACCEPT_ENCODING", "")
        is_gzip = "gzip" in encodings and not _NO_GZIP.search(encodings)
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
        return [] if method == "HEAD" else [octets]


def _headers(state: FeedState, *, is_gzip: bool) -> list[tuple[str, str]]:
    is_personal = state.request.kind is FeedKind.PERSON
    return [
        ("ETag", f'"{_gzip_tag(state)}"' if is_gzip else f'"{state.tag}"'),
        ("Last-Modified", state.last_modified),
        ("Cache-Control", "private, no-cache" if is_personal else "public, max-age=300"),
        ("Vary", "Accept-Encoding"),
        ("X-Robots-Tag", "noindex"),
        ("Referrer-Policy", "no-referrer"),
    ]


def _gzip_tag(state: FeedState) -> str:
    return f"{state.tag}-gz"


def _file_name(request: FeedRequest) -> str:
    if request.kind in (FeedKind.PERSON, FeedKind.INSTALLATION):
        return "calendar"
    return f"{request.name}-{request.number}" if request.number else request.name


def _is_unchanged(environ: WSGIEnvironment, state: FeedState) -> bool:
    """If-None-Match wins over If-Modified-Since; either encoding's tag counts (RFC 9110 §13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is None:
        since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
        return since is not None and state.changed_at.replace(microsecond=0) <= since
    known = parse_etags(tags)
    return known.contains_weak(state.tag) or known.contains_weak(_gzip_tag(state))
