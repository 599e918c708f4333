"""The councils, one council's calendar, one year, one meeting, and how to follow; in English under /en."""

from functools import partial

from flask import Blueprint, g, redirect, render_template
from werkzeug.wrappers import Response

from scheduler.agenda import papers_of_meeting
from scheduler.calendars import render_feed
from scheduler.calendars import store as feeds
from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.errors import N_, NotFound
from scheduler.language import sort_key
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store as store_of_notes
from scheduler.notes.rows import NotesVersion
from scheduler.years import store as years
from web import errors, language, notes_page, paging
from web.app_state import app_state
from web.language import speak
from web.public import papers
from web.subscribe_links import last_fetched_text, meeting_file

pages = Blueprint("public", __name__)

_MOST_EARLIER = 12
"""Earlier meetings on a council's page; the others stand on the pages of their years."""
_NO_SUCH_YEAR = N_("There are no meetings in %(year)s.")


@pages.get("/", defaults={"tongue": ""})
@pages.get("/en", defaults={"tongue": "en"})
def councils(tongue: str) -> str | Response:
    site = app_state().config.site
    language.use(tongue or site.language)
    found = [one for one in store.councils(g.session) if one.is_public]
    if len(found) == 1:
        return redirect(_to(found[0], "council"), 302)  # not for ever: a second council may come
    by_name = sorted(found, key=lambda one: sort_key(one.name))
    left_out = feeds.count_public_meetings(g.session) - render_feed.most_meetings(deadlines=False)
    return render_template(
        "public/councils.html",
        page=paging.paginate(by_name, partial(_to_list, default=site.language)),
        to=_to,
        following=meetings.next_held(g.session, now=g.now),
        calendar=app_state().links.calendar(),
        left_out=render_feed.left_out_text(left_out, speak()) if left_out > 0 else "",
        others=language.others("public.councils", default=site.language),
    )


def _to_list(number: int, *, default: str) -> str:
    return language.address("public.councils", speak().code, default=default, page=number)


@pages.get("/<slug>", defaults={"tongue": ""})
@pages.get("/en/<slug>", defaults={"tongue": "en"})
def council(slug: str, tongue: str) -> str:
    found = _council(slug, tongue)
    held = meetings.of_council(g.session, found.id)
    coming = [meeting for meeting in held if meeting.ends_at > g.now]
    return _page(
        found,
        "council",
        coming=coming,
        first=next((meeting for meeting in coming if not meeting.is_cancelled), None),
        earlier=[meeting for meeting in reversed(held) if meeting.ends_at <= g.now],
        most_earlier=_MOST_EARLIER,
        years=years.published(g.session, found.id),
    )


@pages.get("/<slug>/years/<int:year>", defaults={"tongue": ""}, endpoint="year")
@pages.get("/en/<slug>/years/<int:year>", defaults={"tongue": "en"}, endpoint="year")
def of_year(slug: str, year: int, tongue: str) -> str:
    found = _council(slug, tongue)
    published = years.published(g.session, found.id)
    if year not in published:
        raise NotFound(_NO_SUCH_YEAR, year=year)
    held = meetings.of_council(g.session, found.id)
    return _page(
        found,
        "year",
        at={"year": year},
        year=year,
        meetings=[meeting for meeting in held if meeting.starts.date.year == year],
        years=[one for one in published if one != year],
        address=app_state().config.site.url + _to(found, "council"),
    )


@pages.get("/<slug>/meetings/<int:number>", defaults={"tongue": ""})
@pages.get("/en/<slug>/meetings/<int:number>", defaults={"tongue": "en"})
def meeting(slug: str, number: int, tongue: str) -> str:
    found = _council(slug, tongue)
    one = meetings.by_number(g.session, found.id, number)
    file = meeting_file(app_state().links, found, number, speak())
    items = papers.public_items(one)
    is_ahead = one.ends_at > g.now and not one.is_cancelled
    instead = meetings.next_held(g.session, now=g.now).get(found.id) if one.is_cancelled else None
    return _page(
        found,
        "meeting",
        at={"number": number},
        has_notes=found.notes_are_public and store_of_notes.versions(g.session, one.id),
        meeting=one,
        file=file if is_ahead else "",
        instead=instead,
        agenda=items,
        papers=papers_of_meeting.read_papers(g.session, None, items),
        paper_at={"endpoint": "public_papers.file", "slug": found.slug, "number": number},
    )


@pages.get("/<slug>/meetings/<int:number>/notes", defaults={"tongue": ""})
@pages.get("/en/<slug>/meetings/<int:number>/notes", defaults={"tongue": "en"})
def notes(slug: str, number: int, tongue: str) -> str:
    """Raises: NotFound, unless the council lets everyone read them."""
    found = _council(slug, tongue)
    one = meetings.by_number(g.session, found.id, number)
    values = notes_page.paper_values(_notes(found, one), found)
    return _page(found, "notes", at={"number": number}, number=number, **values)


@pages.get("/<slug>/meetings/<int:number>/notes.pdf")
def notes_as_pdf(slug: str, number: int) -> Response:
    """Raises: NotFound, as `notes`."""
    found = _council(slug, "")
    version = _notes(found, meetings.by_number(g.session, found.id, number))
    return notes_page.notes_pdf(version, found)


def _notes(of: Council, one: Meeting) -> NotesVersion:
    """The version that everyone may read. Raises: NotFound."""
    if not of.notes_are_public:
        raise NotFound
    return notes_page.published_version(one)


@pages.get("/<slug>/subscribe", defaults={"tongue": ""})
@pages.get("/en/<slug>/subscribe", defaults={"tongue": "en"})
def subscribe(slug: str, tongue: str) -> str:
    found = _council(slug, tongue)
    seen = feeds.last_fetches(g.session, f"council:{found.id}")
    feed = app_state().links.calendar(found.slug) + _asked(found)
    told = last_fetched_text(seen, found.zone, speak())
    return _page(found, "subscribe", feed=feed, fetched=told)


@pages.get("/<slug>/contact", defaults={"tongue": ""})
@pages.get("/en/<slug>/contact", defaults={"tongue": "en"})
def contact(slug: str, tongue: str) -> str:
    found = _council(slug, tongue)
    return _page(found, "contact", organisation=app_state().config.organisation)


def _council(slug: str, tongue: str) -> Council:
    """The council; the page speaks its language, and an error from here on leads back to it. Raises: NotFound."""
    found = store.public_council(g.session, slug)
    language.use(tongue or found.language)
    errors.lead_back(_to(found, "council"), N_("To the meetings"))
    return found


def _page(of: Council, name: str, *, at: dict[str, object] | None = None, **values: object) -> str:
    """A page of the council, with what all of them show; `at` is what its address holds beside the council."""
    return render_template(
        f"public/{name}.html",
        council=of,
        links=app_state().links,
        asked=_asked(of),
        to=partial(_to, of),
        others=language.others(f"public.{name}", default=of.language, slug=of.slug, **(at or {})),
        **values,
    )


def _asked(of: Council) -> str:
    """What an address of a calendar needs to be in the language being read."""
    return "" if speak().code == of.language else f"?lang={speak().code}"


def _to(of: Council, page: str, **values: object) -> str:
    """The council's page in the language being read."""
    return language.address(
        f"public.{page}", speak().code, default=of.language, slug=of.slug, **values
    )
