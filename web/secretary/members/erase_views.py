"""A person who has left: what is kept of them as a file, and a page on what stays and what goes before it is erased."""

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import terms
from scheduler.errors import Conflict
from scheduler.personal import kept
from web.addresses import ViewResult, redirect_to
from web.papers import attachment
from web.secretary.members.views import members_page, pages, to_list


@pages.get("/<int:member_id>/kept.json")
def kept_file(member_id: int) -> Response:
    """Where the person has not left, or has sat on another council, the page says so."""
    person = terms.term_by_id(g.session, g.council, member_id).person
    if kept.why_not(g.session, person, g.council.id, now=g.now):
        return redirect_to("members.erase", member_id=member_id)
    octets = kept.kept_data(g.session, person, now=g.now)
    return attachment(octets, f"{g.council.slug}-{member_id}.json", "application/json")


@pages.route("/<int:member_id>/erase", methods=["GET", "POST"])
def erase(member_id: int) -> ViewResult:
    """Raises: Conflict where it may not be done, or the person was changed since the page was shown."""
    term = terms.term_by_id(g.session, g.council, member_id)
    reason = kept.why_not(g.session, term.person, g.council.id, now=g.now)
    if request.method == "GET":
        return members_page("erase", term=term, reason=reason)
    if reason:
        raise Conflict(reason, person=term.person.name)
    if request.form.get("version", type=int) != term.person.version:
        raise Conflict
    kept.erase(g.session, term.person, by=g.by, now=g.now)
    return to_list("erased", member=member_id)
