"""The list of members: all of it or whom a search finds, as a page and as a file; and the year's dates to newcomers."""

from datetime import date
from functools import partial
from typing import Any

from flask import g, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.councils import members_csv, store, terms
from scheduler.councils.rows import Member
from scheduler.mail import delivery_reports
from scheduler.notices import extra_letters
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.store import Owner, Ref
from scheduler.personal import retention
from scheduler.years import store as years
from web import letter_request, paging
from web.addresses import ViewResult, redirect_to
from web.forms import PageForm
from web.language import speak
from web.papers import attachment
from web.secretary import access, request_cache
from web.secretary.members.forms import search_form
from web.secretary.members.roll import ending_terms, make_roll, short_organisations

pages = access.CouncilPages("members", "/members")


@pages.get("")
def index() -> ViewResult:
    members = store.members(g.session, g.council.id)
    seats = store.seats(g.session, g.council.id)
    everyone = make_roll(members, seats, today())
    search = search_form({row.organisation for row in everyone})
    text, organisation = search.q.data, search.organisation.data or ""
    return members_page(
        "list",
        everyone=everyone,
        roll=(roll := [row for row in everyone if row.fits(text, organisation)]),
        page=paging.paginate(roll, partial(_to_page, text, organisation)),
        search=search,
        ending={term.id for term in ending_terms(members, today())},
        short=short_organisations(members, seats, today()),
        dead=delivery_reports.suppressed_addresses(
            g.session, [term.person.email for term in members]
        ),
        newcomers=extra_letters.late_for_dates(g.session, g.council, now=g.now),
        going=retention.coming_erasures(g.session, g.council.id, now=g.now),
        late=extra_letters.late_calls(g.session, g.council.id, now=g.now),
        **_what_was_done(members),
    )


def _to_page(text: str, organisation: str, number: int) -> str:
    slug = g.council.slug
    return url_for("members.index", slug=slug, q=text, organisation=organisation, page=number)


def _what_was_done(members: list[Member]) -> dict[str, Any]:
    """By the address that the action led to: the term and the seat it names, and what can be taken back."""
    done, asked = request.args.get("done", ""), request.args
    term = next((m for m in members if m.id == asked.get("member", type=int)), None)
    seats = store.seats(g.session, g.council.id) if done == "seat_ended" else []
    is_ended = term is not None and done == "ended"
    return {
        "done": done,
        "term": term,
        "seat": next((s for s in seats if s.id == asked.get("seat", type=int)), None),
        "counts": [asked.get(key, 0, type=int) for key in ("added", "updated")],
        "mail": _coming_mail(term) if term and is_ended else None,
        "can_undo": term and is_ended and terms.can_take_back(term, now=g.now),
        "was": asked.get("was", ""),
        "years": asked.getlist("years", type=int),
    }


@pages.get("/members.csv")
def as_csv() -> Response:
    """Everyone on the council now, and who is to come."""
    members = store.lasting_terms(g.session, g.council.id, today())
    octets = members_csv.members_csv(members, speak())
    name = f"{g.council.slug}-{today().isoformat()}.csv"
    return attachment(octets, name, "text/csv; charset=utf-8")


@pages.post("/dates/<int:year>")
def send_dates(year: int) -> Response:
    """To those who came after the year's mail. Raises: NotFound; Conflict where nobody waits for it, or all mail is
    paused."""
    ref = Ref(Owner.YEAR, years.get(g.session, g.council.id, year).id)
    extra_letters.mail_latecomers(g.session, ref, letter_request.mail_setup(), by=g.by, now=g.now)
    return redirect_to("members.index", done="dated")


def _coming_mail(term: Member) -> NoticeLine | None:
    """The mail that the end of the term has called for and that is still to come; none while all mail is on hold."""
    for line in () if g.council.is_paused else request_cache.open_mail(g.council):
        is_theirs = any(to.person_id == term.person_id for to in line.audience)
        if line.kind is Kind.MEMBER_LEFT and line.is_to_come and is_theirs:
            return line
    return None


# what the members' pages share


def members_page(name: str, form: PageForm | None = None, **values: Any) -> str | tuple[str, int]:
    """A page about members, which tells what is wrong with the form; its template has that as `fields`."""
    values = {"failed": bool(form and form.told), "fields": form, "today": today()} | values
    page = access.secretary_page(f"members/{name}.html", roles=members_csv.ROLE_WORDS, **values)
    return (page, 422) if values["failed"] else page


def years_to_mail() -> list[int]:
    """The years whose dates go by themselves to whoever is added now."""
    return extra_letters.years_to_mail(g.session, g.council, now=g.now)


def today() -> date:
    """By the council's clock."""
    return Wall.at(g.now, g.council.zone).date


def to_list(done: str, **more: Any) -> Response:
    """To the list, which says what was done."""
    asked = request.args.get("lang")
    return redirect_to("members.index", lang=asked, done=done, **more)
