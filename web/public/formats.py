"""A council's meetings for web sites and programs: as jCal (RFC 7265) and as Atom (RFC 4287)."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, g, request

from scheduler.calendars import atom, jcal
from scheduler.calendars.address import Asked, Kind
from scheduler.calendars.index import Standing
from scheduler.councils import store
from scheduler.language import LANGUAGES, language
from scheduler.meetings import store as meetings
from web.extension import kallelse

pages = Blueprint("formats", __name__)


@pages.get("/<slug>/calendar.json")
def calendar_json(slug: str) -> Response:
    """The same events as the feed, with its options `lang` and `deadlines`."""
    asked = _asked(slug)
    publisher = kallelse().publisher
    index = publisher.index()
    standing = publisher.standing(asked, index)
    answer = _answer(standing, "json", "application/calendar+json")
    if answer.status_code != 304:
        standing, feed = publisher.body(asked, index)
        answer = _answer(standing, "json", "application/calendar+json")
        answer.set_data(_jcal(feed))
    return answer


@pages.get("/<slug>/calendar.atom")
def calendar_atom(slug: str) -> Response:
    """Each meeting, and each change as an entry of its own."""
    asked = _asked(slug)
    publisher = kallelse().publisher
    # Before the rows: a commit in between then gives newer rows under an older tag, which the next poll mends.
    standing = publisher.standing(asked, publisher.index())
    answer = _answer(standing, "atom", "application/atom+xml")
    if answer.status_code != 304:
        links, says = kallelse().links, language(standing.code)
        council = store.public_council(g.session, slug)
        held = [
            meeting
            for meeting in meetings.of_council(g.session, council.id)
            if meeting.starts.date >= council.feed_from_on
        ]
        body = atom.feed(
            council,
            atom.entries(council, held, links, says),
            says,
            source=links.council_atom(slug) + (f"?lang={asked.code}" if asked.code else ""),
            url=links.council(slug),
            at=standing.changed_at,
        )
        answer.set_data(body)
    return answer


@lru_cache(maxsize=64)
def _jcal(feed: bytes) -> bytes:
    return jcal.jcal(feed)


def _asked(slug: str) -> Asked:
    code = request.args.get("lang")
    deadlines = request.args.get("deadlines") == "1"
    return Asked(Kind.COUNCIL, slug, code if code in LANGUAGES else None, deadlines)


def _answer(standing: Standing, form: str, kind: str) -> Response:
    """Without its body yet; 304 where the reader has it already."""
    answer = Response(content_type=f"{kind}; charset=utf-8")
    answer.set_etag(f"{standing.tag}-{form}")
    answer.last_modified = standing.changed_at
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.make_conditional(request)
    return answer
