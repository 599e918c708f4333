"""Who holds a personal link, and what it opens for them; anything else is NotFound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, g, url_for

from scheduler.clock import Wall
from scheduler.councils import store
from scheduler.councils.rows import Council, Member, Person
from scheduler.errors import N_, NotFound
from scheduler.links import Claim, Purpose, must_be_current
from scheduler.meetings import seating
from scheduler.notices.kinds import MUTABLE, Kind
from web import errors, language
from web.app_state import app_state


@dataclass(frozen=True, slots=True)
class Sitting:
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
        today = Wall.at(now, self.council.zone).date
        return any(term.until_on is None or term.until_on >= today for term in self.terms)


@dataclass(frozen=True, slots=True)
class Holder:
    """The person whose link it is."""

    person: Person
    sittings: tuple[Sitting, ...]

    def sitting(self, slug: str) -> Sitting:
        """Raises: NotFound where the person is not and never was on that council."""
        sitting = next((s for s in self.sittings if s.council.slug == slug), None)
        if sitting is None:
            raise NotFound
        return sitting


def holder(token: str) -> Holder:
    """Whose page it is; the page speaks their language. Raises: NotFound; LinkExpired."""
    return _holder(app_state().links.signer.read(Purpose.PAGE, token))


def chooser(token: str) -> tuple[Holder, Kind | None]:
    """Who stops mail, and which kind the letter was of; None for the link to all choices.

    Raises: NotFound; LinkExpired.
    """
    claim = app_state().links.signer.read(Purpose.UNSUBSCRIBE, token)
    return _holder(claim), None if claim.detail == "all" else stoppable_kind(claim.detail)


def stoppable_kind(text: str) -> Kind:
    """A kind that may be stopped, by its key or as it stands in an address. Raises: NotFound."""
    kind = next((kind for kind in MUTABLE if kind == text.replace("-", "_")), None)
    if kind is None:
        raise NotFound
    return kind


def _holder(claim: Claim) -> Holder:
    person = store.person(g.session, claim.subject)
    errors.lead_back(url_for("lost_link.form"), N_("Get your personal link again"))
    must_be_current(claim, person.link_version)
    terms: dict[Council, list[Member]] = {}
    for term, council in store.terms(g.session, person.id):
        terms.setdefault(council, []).append(term)
    sittings = tuple(Sitting(council, tuple(found)) for council, found in terms.items())
    fallback = sittings[0].council.language if sittings else app_state().config.site.language
    language.use(person.language or fallback)
    errors.lead_back(app_state().links.page(person.id, person.link_version), N_("To your page"))
    return Holder(person, sittings)


def private_blueprint(name: str) -> Blueprint:
    """A blueprint under personal links: no browser keeps its pages and no search engine lists them."""
    blueprint = Blueprint(name, __name__)
    blueprint.after_request(_keep_private)
    return blueprint


def _keep_private(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
