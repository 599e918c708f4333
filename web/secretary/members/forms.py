"""The forms of the members' pages: one term, a successor, a last day, and the search of the list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from flask import request
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from scheduler.councils.members_csv import ROLE_WORDS
from scheduler.councils.rows import Member, MemberRole, Seat
from scheduler.councils.term_rules import TermDetails, checked_details, parse_day
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.language import LANGUAGES, Language, sort_key
from web import forms
from web.forms import PageForm
from web.language import speak
from web.secretary.conflict import VersionedForm

_CHOOSE = N_("Choose one of the members or organisations in the list.")
_ROLES = [SelectChoice(role.value, ROLE_WORDS[role]) for role in MemberRole]
_LANGUAGES = [
    SelectChoice("", N_("The council's language")),
    *(SelectChoice(code, name) for code, name in LANGUAGES.items()),
]


class SearchForm(PageForm):
    q = forms.line(N_("Name or e-mail address"), type="search")
    organisation = SelectField(N_("Organisation"))


def search_form(organisations: set[str]) -> SearchForm:
    """As the address asks."""
    form = SearchForm(request.args)
    names = [SelectChoice(name, name) for name in sorted(organisations - {""}, key=sort_key)]
    form.organisation.choices = [SelectChoice("", speak()(N_("All organisations"))), *names]
    return form


class PersonForm(VersionedForm):
    """What a new and an old term have in common."""

    name = forms.line(N_("Name"))
    email = forms.line(N_("E-mail address"), type="email", inputmode="email")
    phone = forms.line(N_("Phone"), optional=True, type="tel", inputmode="tel")
    language = SelectField(N_("Language"), choices=_LANGUAGES)
    role = SelectField(N_("Role"), choices=_ROLES)
    organisation = forms.line(N_("Organisation"), optional=True)
    title = forms.line(
        N_("Name of the seat"),
        N_("What the seat is called, as Head of schools. It stays when people change."),
        optional=True,
    )
    stands_for = SelectField(N_("Deputy for"))


class NewMemberForm(PersonForm):
    since = forms.line(N_("First day"))


class TermForm(PersonForm):
    until = forms.line(N_("Last day"), optional=True)

    def fit(self, term: Member, choices: list[SelectChoice], *, is_shared: bool) -> None:
        """Leaves out what the term has not, and the name and address of one who belongs elsewhere too.

        A deputy has no role, organisation or seat of their own; only a deputy stands in for somebody.
        """
        self.stands_for.choices = choices
        self.role.choices = [role for role in _ROLES if role.value != MemberRole.DEPUTY]
        unfit = {"organisation", "role", "title"} if term.is_deputy else {"stands_for"}
        for name in unfit | ({"name", "email"} if is_shared else set()):
            del self[name]


class EndForm(PageForm):
    until = forms.line(N_("Last day"))


class SuccessorForm(PageForm):
    name = forms.line(N_("The successor's name"))
    email = forms.line(N_("The successor's e-mail address"), type="email", inputmode="email")
    since = forms.line(N_("First day"))


def saved_values(term: Member) -> dict[str, str]:
    """The term as its form shows it."""
    person = term.person
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language or "",
        "role": str(term.role),
        "organisation": term.organisation,
        "stands_for": choice_of(term) if term.is_deputy else "",
        "title": term.seat.title if term.seat else "",
        "until": term.until_on.isoformat() if term.until_on else "",
    }


def parse_details(
    texts: Mapping[str, str], seats: Sequence[Seat], *, since_on: date | None
) -> TermDetails:
    """What is written of a term; its first day is `since_on` where none is. Raises: InvalidInput with every fault."""
    faults: dict[str, Fault] = {}
    is_deputy = texts["role"] == MemberRole.DEPUTY
    place: tuple[int | None, str] = None, texts["organisation"]
    if is_deputy:
        place = forms.gather(faults, lambda: parse_choice(texts["stands_for"], seats), place)
    days = {
        name: forms.gather(faults, partial(parse_day, texts.get(name, ""), name), None)
        for name in ("since", "until")
    }
    details = TermDetails(
        **{key: texts[key] for key in ("name", "email", "phone", "language", "role")},
        organisation=place[1],
        title="" if is_deputy else texts["title"],
        since_on=days["since"] or since_on,
        until_on=days["until"],
        deputy_for_id=place[0],
    )
    if faults:
        forms.gather(faults, lambda: checked_details(details), details)
        raise InvalidInput(faults)
    return details


# whom a deputy stands in for: a member's seat, an organisation with a seat, or the whole council


def choice_of(term: Member) -> str:
    """The choice as it stands; empty for the whole council."""
    if term.deputy_for_id is not None:
        return f"seat {term.deputy_for_id}"
    return f"of {term.organisation}" if term.organisation else ""


def deputy_choices(
    seats: Iterable[Seat], terms: Sequence[Member], says: Language, *, today: date
) -> list[SelectChoice]:
    lasting = [seat for seat in seats if seat.until_on is None or seat.until_on >= today]
    people = [SelectChoice(f"seat {seat.id}", _named(seat, terms, says, today)) for seat in lasting]
    organisations = [
        SelectChoice(f"of {name}", says("Everyone from %(organisation)s", organisation=name))
        for name in {seat.organisation for seat in lasting} - {""}
    ]
    return [
        SelectChoice("", says("The whole council")),
        *sorted(people, key=lambda choice: sort_key(choice.label)),
        *sorted(organisations, key=lambda choice: sort_key(choice.label)),
    ]


def _named(seat: Seat, terms: Iterable[Member], says: Language, today: date) -> str:
    holder = next((term for term in terms if term.seat_id == seat.id and term.covers(today)), None)
    name = holder.person.name if holder else says("Vacant seat")
    more = seat.organisation or seat.title
    return says("%(name)s, %(organisation)s", name=name, organisation=more) if more else name


def parse_choice(text: str, seats: Iterable[Seat]) -> tuple[int | None, str]:
    """The seat of a personal deputy, and the organisation. Raises: InvalidInput (`stands_for`)."""
    if not text:
        return None, ""
    for seat in seats:
        if text == f"seat {seat.id}":
            return seat.id, seat.organisation
        if seat.organisation and text == f"of {seat.organisation}":
            return None, seat.organisation
    raise invalid("stands_for", _CHOOSE)
