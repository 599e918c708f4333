"""Meetings for web sites and programs, of a council or of all: as jCal (RFC 7265) and as Atom (RFC 4287)."""

from functools import lru_cache

from flask import Blueprint, Response, g, request

from scheduler.calendars.feed_formats import MOST_ENTRIES, atom_document, jcal_octets
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_state import FeedState
from scheduler.calendars.render_feed import feed_info
from scheduler.calendars.store import latest_changed
from scheduler.language import LANGUAGES, language
from scheduler.meetings import lifecycle
from web.app_state import app_state

pages = Blueprint("formats", __name__)


@pages.get("/calendar.json", endpoint="installation_json")
def of_all_as_json() -> Response:
    return _json(FeedRequest(FeedKind.INSTALLATION, code=_code(), deadlines=_deadlines()))


@pages.get("/<slug>/calendar.json")
def calendar_json(slug: str) -> Response:
    return _json(FeedRequest(FeedKind.COUNCIL, slug, _code(), _deadlines()))


@pages.get("/calendar.atom", endpoint="installation_atom")
def of_all_as_atom() -> Response:
    return _atom(FeedRequest(FeedKind.INSTALLATION, code=_code()))


@pages.get("/<slug>/calendar.atom")
def calendar_atom(slug: str) -> Response:
    return _atom(FeedRequest(FeedKind.COUNCIL, slug, _code()))


def _json(asked: FeedRequest) -> Response:
    """The same events as the feed, or the file, with its options."""
    feeds = app_state().feeds
    state = feeds.state(asked)
    response = _response(state, "json", "application/calendar+json")
    if response.status_code != 304:
        state, feed, _ = feeds.octets(state)
        response = _response(state, "json", "application/calendar+json")
        response.set_data(_jcal(feed))
    return response


def _atom(asked: FeedRequest) -> Response:
    """Each meeting, and each change as an entry of its own."""
    feeds = app_state().feeds
    # Before the rows: a commit in between then gives newer rows under an older tag, which the next poll mends.
    state = feeds.state(asked)
    response = _response(state, "atom", "application/atom+xml")
    if response.status_code != 304:
        links, feed = app_state().links, feeds.load(g.session, asked)
        says, is_of_all = language(feed.language), asked.kind is FeedKind.INSTALLATION
        address = links.calendar(asked.name, "atom") + _asked_language()
        info = feed_info(feed, links, says, address)
        councils = {council.id: council for council in feed.councils}
        lately = latest_changed(g.session, councils, MOST_ENTRIES)
        document = atom_document(
            info,
            [(councils[meeting.council_id], meeting) for meeting in lately],
            links,
            says,
            at=state.changed_at,
            is_of_all=is_of_all,
            restored=lifecycle.restored_ids(g.session, lately),
        )
        response.set_data(document)
    return response


@lru_cache(maxsize=64)
def _jcal(feed: bytes) -> bytes:
    return jcal_octets(feed)


def _code() -> str | None:
    code = request.args.get("lang")
    return code if code in LANGUAGES else None


def _asked_language() -> str:
    return f"?lang={code}" if (code := _code()) else ""


def _deadlines() -> bool:
    return request.args.get("deadlines") == "1"


def _response(state: FeedState, form: str, content_type: str) -> Response:
    """Without its body yet; 304 where the reader has it already."""
    response = Response(content_type=f"{content_type}; charset=utf-8")
    response.set_etag(f"{state.tag}-{form}")
    response.last_modified = state.changed_at
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"
    response.make_conditional(request)
    return response
