"""The kallelse to those who came after it: offered in *To do*, on *Members* and on the kallelse itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from scheduler.councils.rows import Council
from scheduler.language import Language, sort_key
from scheduler.notices import latecomers
from scheduler.notices.latecomers import LateCall
from web import letter_request
from web.secretary import access

pages = Blueprint("late_call", __name__, url_prefix="/admin/<slug>/meetings")


@dataclass(frozen=True, slots=True)
class Offer:
    """A form with one button, which sends the kallelse to them."""

    told: str
    button: str
    url: str


@pages.post("/<int:number>/call")
@access.secretary
def send(number: int) -> Response:
    """Raises: NotFound; Conflict where nobody waits for it, or all mail is paused."""
    meeting = access.meeting(number)
    latecomers.call_late(g.session, meeting, letter_request.mail_setup(), by=g.by, now=g.now)
    return redirect(
        url_for("meetings.show", slug=g.council.slug, number=number, done="called"), 303
    )


def offers(council: Council, calls: Iterable[LateCall], says: Language) -> list[Offer]:
    return [_offer(council, call, says) for call in calls]


def _offer(council: Council, call: LateCall, says: Language) -> Offer:
    names = says.listed(sorted((person.name for person in call.people), key=sort_key))
    day = says.short(call.meeting.starts.date)
    return Offer(
        says.count(
            "%(names)s has not got the notice of the meeting on %(day)s.",
            "%(names)s have not got the notice of the meeting on %(day)s.",
            len(call.people),
            names=names,
            day=day,
        ),
        says("Send the notice of meeting"),
        url_for("late_call.send", slug=council.slug, number=call.meeting.number),
    )
