"""Who holds a personal link, and what it opens for them; anything else is NotFound."""

from datetime import date, datetime
from typing import NamedTuple

from flask import Response, g, render_template, request, url_for

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.rows import Council, Member, Person
from scheduler.errors import N_, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.links import Claim, Purpose, must_be_current
from scheduler.meetings import seating
from scheduler.meetings import store as meetings
from scheduler.notices.deputies import until_text
from scheduler.notices.kinds import MUTABLE, Kind
from web import errors, language
from web.app_state import app_state
from web.security import GuardedPages


class Sitting(NamedTuple):
    """A person's terms in one council, ended ones too."""

    council: Council
    terms: tuple[Member, ...]

    @property
    def person_id(self) -> int:
        return self.terms[0].person_id

    def on(self, day: date) -> Member | None:
        """The term that includes the day; one who is both member and deputy counts as member."""
        return seating.term_on(self.terms, day)

    def goes_on(self, now: datetime) -> bool:
        """True where a term has not ended, also one that has yet to begin."""
        return self.lasts_until(Wall.at(now, self.council.zone).date)

    def lasts_until(self, day: date) -> bool:
        return any(term.until_on is None or term.until_on >= day for term in self.terms)


class Holder(NamedTuple):
    """The person whose link it is."""

    person: Person
    sittings: tuple[Sitting, ...]

    def sitting(self, slug: str) -> Sitting:
        """Raises: NotFound where the person is not and never was on that council."""
        sitting = next((s for s in self.sittings if s.council.slug == slug), None)
        if sitting is None:
            raise NotFound
        return sitting


def link_pages(name: str) -> GuardedPages:
    """Pages under personal links, whose views do not get what `enter_link` reads.

    No browser keeps them, no search engine lists them, and their links keep the language that was asked for.
    """
    pages = GuardedPages(name, "", enter_link)
    pages.after_request(_forbid_copies)
    pages.url_defaults(language.keep_asked)
    return pages


def enter_link() -> None:
    """Reads the address: `g.holder`, and where it names them `g.sitting`, `g.council` and `g.meeting`.

    Raises: NotFound; LinkExpired.
    """
    address = request.view_args or {}
    for name in ("token", "slug", "number"):
        if name in address:
            g.setdefault(name, address.pop(name))
    load_link()


def load_link() -> None:
    """What the address names, also anew after `transactions.write`."""
    _hold(app_state().links.signer.read(Purpose.PAGE, g.token))
    if "slug" in g:
        g.sitting = g.holder.sitting(g.slug)
        g.council = g.sitting.council
    if "number" in g:
        g.meeting = meetings.by_number(g.session, g.council.id, g.number)
        # What a closed council does after they have left is not theirs to see.
        if not (g.council.is_public or g.sitting.lasts_until(g.meeting.starts.date)):
            raise NotFound


def enter_choices() -> None:
    """Who stops mail, and which kind the letter was of (`g.kind`); None for the link to all choices.

    Raises: NotFound; LinkExpired.
    """
    g.token = (request.view_args or {}).pop("token")
    claim = app_state().links.signer.read(Purpose.UNSUBSCRIBE, g.token)
    _hold(claim)
    g.kind = None if claim.detail == "all" else stoppable_kind(claim.detail)


def stoppable_kind(text: str) -> Kind:
    """A kind that may be stopped, by its key or as it stands in an address. Raises: NotFound."""
    kind = next((kind for kind in MUTABLE if kind == text.replace("-", "_")), None)
    if kind is None:
        raise NotFound
    return kind


def _hold(claim: Claim) -> None:
    """Sets `g.holder` and `g.by`; the page speaks the person's language. Raises: NotFound; LinkExpired."""
    person = store.person(g.session, claim.subject)
    errors.lead_back(url_for("lost_link.form"), N_("Get your personal link again"))
    must_be_current(claim, person.link_version)
    terms: dict[Council, list[Member]] = {}
    for term, council in store.terms(g.session, person.id):
        terms.setdefault(council, []).append(term)
    sittings = tuple(Sitting(council, tuple(found)) for council, found in terms.items())
    fallback = sittings[0].council.language if sittings else app_state().config.site.language
    language.use(person.language or fallback)
    g.home = app_state().links.page(person.id, person.link_version)
    errors.lead_back(g.home, N_("To your page"))
    g.holder = Holder(person, sittings)
    g.by = Actor(ActorKind.PERSON, person.id, person.name)


def member_page(template: str, here: str, **values: object) -> str:
    """A page of the person's. `here` is its endpoint, whose other language the page links to."""
    other = "sv" if language.speak().code == "en" else "en"
    defaults: dict[str, object] = {
        "person": g.holder.person,
        "council": g.get("council"),
        "meeting": g.get("meeting"),
        "today": lambda council: Wall.at(g.now, council.zone).date,
        "wall": lambda at, council: Wall.at(at, council.zone),
        "until": lambda at, council: until_text(at, council.zone, language.speak()),
        "home": url_for("member.page"),
        "reads_replies": app_state().config.mail.reply_mailbox is not None,
        "in_other_language": url_for(here, lang=other, **(request.view_args or {})),
    }
    return render_template(f"member/{template}", **defaults | values)


def _forbid_copies(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
