"""Meetings for web sites and programs, of a council or of all: as jCal (RFC 7265) and as Atom (RFC 4287)."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, g, request

from scheduler.calendars import atom, jcal
from scheduler.calendars import store as feeds
from scheduler.calendars.address import Asked, Kind
from scheduler.calendars.atom import Head
from scheduler.calendars.index import Standing
from scheduler.councils.rows import Council
from scheduler.language import LANGUAGES, Language, language
from scheduler.meetings import lifecycle
from web.app_state import app_state

pages = Blueprint("formats", __name__)


@pages.get("/calendar.json", endpoint="installation_json")
def of_all_as_json() -> Response:
    return _json(Asked(Kind.INSTALLATION, code=_code(), deadlines=_deadlines()))


@pages.get("/<slug>/calendar.json")
def calendar_json(slug: str) -> Response:
    return _json(Asked(Kind.COUNCIL, slug, _code(), _deadlines()))


@pages.get("/<slug>/meetings/<int:number>.json")
def meeting_json(slug: str, number: int) -> Response:
    return _json(Asked(Kind.MEETING, slug, _code(), number=number))


@pages.get("/calendar.atom", endpoint="installation_atom")
def of_all_as_atom() -> Response:
    return _atom(Asked(Kind.INSTALLATION, code=_code()))


@pages.get("/<slug>/calendar.atom")
def calendar_atom(slug: str) -> Response:
    return _atom(Asked(Kind.COUNCIL, slug, _code()))


def _json(asked: Asked) -> Response:
    """The same events as the feed, or the file, with its options."""
    publisher = app_state().publisher
    index = publisher.index()
    standing = publisher.standing(asked, index)
    answer = _answer(standing, "json", "application/calendar+json")
    if answer.status_code != 304:
        standing, feed = publisher.body(asked, index)
        answer = _answer(standing, "json", "application/calendar+json")
        answer.set_data(_jcal(feed))
    return answer


def _atom(asked: Asked) -> Response:
    """Each meeting, and each change as an entry of its own."""
    publisher = app_state().publisher
    # Before the rows: a commit in between then gives newer rows under an older tag, which the next poll mends.
    standing = publisher.standing(asked, publisher.index())
    answer = _answer(standing, "atom", "application/atom+xml")
    if answer.status_code != 304:
        links, says = app_state().links, language(standing.code)
        councils = {one.id: one for one in feeds.councils(g.session, standing.councils)}
        is_all = asked.kind is Kind.INSTALLATION
        lately = feeds.changed_lately(g.session, councils, atom.MOST_ENTRIES)
        held = ((councils[meeting.council_id], meeting) for meeting in lately)
        restored = lifecycle.restored_ids(g.session, lately)
        entries = atom.entries(held, links, says, named=is_all, restored=restored)
        head = _of_all(says) if is_all else _of(councils[standing.id], says)
        answer.set_data(atom.feed(head, entries, says, at=standing.changed_at))
    return answer


def _of(council: Council, says: Language) -> Head:
    links, name = app_state().links, council.name
    return Head(
        says("%(council)s: meetings", council=name),
        says("When %(council)s meets.", council=name),
        name,
        links.council_atom(council.slug) + _asked_language(),
        links.council(council.slug),
    )


def _of_all(says: Language) -> Head:
    links, name = app_state().links, app_state().config.site.name
    return Head(
        says("%(site)s: all meetings", site=name),
        says("When the councils of %(site)s meet.", site=name),
        name,
        links.installation_atom() + _asked_language(),
        links.base,
    )


@lru_cache(maxsize=64)
def _jcal(feed: bytes) -> bytes:
    return jcal.jcal(feed)


def _code() -> str | None:
    code = request.args.get("lang")
    return code if code in LANGUAGES else None


def _asked_language() -> str:
    return f"?lang={code}" if (code := _code()) else ""


def _deadlines() -> bool:
    return request.args.get("deadlines") == "1"


def _answer(standing: Standing, form: str, kind: str) -> Response:
    """Without its body yet; 304 where the reader has it already."""
    answer = Response(content_type=f"{kind}; charset=utf-8")
    answer.set_etag(f"{standing.tag}-{form}")
    answer.last_modified = standing.changed_at
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.make_conditional(request)
    return answer
