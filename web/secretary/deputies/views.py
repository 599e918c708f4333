"""Kalla en ersättare: the presses that call a deputy and take a call back."""

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.errors import N_, Conflict
from scheduler.meetings import deputy_calls
from scheduler.meetings.rows import CallEnd
from scheduler.notices import deputies, load_situation
from scheduler.notices.store import Owner, Ref
from web.addresses import redirect_to
from web.secretary import access

pages = access.CouncilPages("deputies", "/meetings/<int:number>/deputies", "meetings")
_GONE = N_("It is no longer the deputy's turn. Look at the meeting again.")
_LATE = N_("There is no time left for a mail and a reply. Telephone the deputy instead.")


@pages.post("/call")
def call(number: int) -> Response:
    """Raises: Conflict where the seat is no longer empty, or where no time is left."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    situation = load_situation.lock_situation(g.session, Ref(Owner.MEETING, meeting.id))
    wanted = request.form.get("seat", ""), request.form.get("person", "")
    choices = [
        (place, deputy)
        for place in deputies.seats(situation, g.now)
        for deputy in place.deputies
        if (str(place.seat_id), str(deputy.person_id)) == wanted
    ]
    if not choices:
        raise Conflict(_GONE)
    new = deputies.new_call(situation, *choices[0], g.now, by_hand=True)
    if new is None:
        raise Conflict(_LATE)
    deputy_calls.call_deputy(g.session, meeting, new, by=g.by, now=g.now)
    return redirect_to("meetings.show", number=number, done="deputy_called", _anchor="h-deputies")


@pages.post("/release")
def release(number: int) -> Response:
    """The deputy is not needed. Raises: Conflict where the call has ended meanwhile."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    situation = load_situation.lock_situation(g.session, Ref(Owner.MEETING, meeting.id))
    wanted = request.form.get("call", "")
    row = next((c for c in situation.calls if str(c.id) == wanted and c.stands(meeting)), None)
    if row is None:
        raise Conflict(_GONE)
    deputy_calls.end_call(g.session, meeting, row, CallEnd.RELEASED, by=g.by, now=g.now)
    return redirect_to("meetings.show", number=number, done="deputy_released", _anchor="h-deputies")
