"""A person's own choices and details: calendar, mail, name and links; and all that is kept. A GET changes nothing."""

from flask import Response, g, request
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from scheduler.calendars import store as feeds
from scheduler.councils import people, store
from scheduler.councils.accounts import TooManyTries
from scheduler.councils.rows import Channel
from scheduler.councils.term_rules import TermDetails
from scheduler.errors import N_, invalid
from scheduler.language import LANGUAGES
from scheduler.notices import requested_letters
from scheduler.notices.kinds import KINDS, MUTABLE
from scheduler.personal import kept
from web import forms, letter_request
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.forms import PageForm
from web.language import speak
from web.member import access
from web.papers import attachment
from web.subscribe_links import last_fetched_text

pages = access.link_pages("details")
_DETAILS = "/m/<token>/details"
_CHOOSE = N_("Choose how you want the meetings in your calendar.")


class ChoicesForm(PageForm):
    """`wanted` are kinds of mail that may be stopped."""

    channel = RadioField(
        N_("How do you want the meetings in your calendar?"),
        choices=[
            SelectChoice(Channel.INVITATIONS.value, N_("As invitations")),
            SelectChoice(Channel.FEED.value, N_("As a calendar that I subscribe to")),
            SelectChoice(Channel.BOTH.value, N_("Both")),
        ],
    )
    language = RadioField(
        N_("In which language?"),
        choices=[
            SelectChoice("", N_("The council's own")),
            *(SelectChoice(code, name, {"lang": code}) for code, name in LANGUAGES.items()),
        ],
    )
    wanted = SelectMultipleField(
        N_("Which mail do you want?"),
        choices=[SelectChoice(kind.value, KINDS[kind].name) for kind in MUTABLE],
    )


class ContactForm(PageForm):
    name = forms.line(N_("Name"), autocomplete="name")
    phone = forms.line(N_("Phone"), optional=True, type="tel", inputmode="tel", autocomplete="tel")
    email = forms.line(N_("E-mail address"), type="email", inputmode="email", autocomplete="email")


def choices_form() -> ChoicesForm:
    """As it is sent, else as the person has chosen."""
    person = g.holder.person
    wanted = [str(kind) for kind in MUTABLE if kind not in person.muted]
    saved = {"channel": person.channel, "language": person.language or "", "wanted": wanted}
    return ChoicesForm(data=saved)


@pages.get(_DETAILS)
def own() -> str:
    return _page()


@pages.post(_DETAILS)
def save() -> ViewResult:
    """A form that leaves the kinds out, as the question on the first page does, is about the calendar alone."""
    form, person = choices_form().with_page(lambda form: _page(choices=form)), g.holder.person
    if form.channel.data not in set(Channel):
        raise invalid("channel", _CHOOSE)
    wanted: dict[str, object] = {"channel": form.channel.data}
    if "kinds" in request.form:
        wanted["language"] = form.language.data if form.language.data in LANGUAGES else None
        wanted["muted"] = sorted(set(map(str, MUTABLE)) - set(form.wanted.data))
    is_new = people.change_preferences(g.session, person, wanted, by=g.by, now=g.now)
    # Whoever chose only to subscribe goes on to the buttons that do it.
    to_buttons = person.subscribes and "kinds" not in request.form
    done, anchor = "saved" if is_new else "same", "kalender" if to_buttons else None
    return redirect_to("details.own", done=done, _anchor=anchor)


@pages.post(f"{_DETAILS}/link")
def renew_link() -> ViewResult:
    person = g.holder.person
    people.renew_link(g.session, person, by=g.by, now=g.now)
    address = app_state().links.page(person.id, person.link_version)
    return redirect_to("details.own", token=address.rpartition("/")[2], done="link")


@pages.post(f"{_DETAILS}/feed")
def renew_feed() -> ViewResult:
    people.renew_feed(g.session, g.holder.person, by=g.by, now=g.now)
    return redirect_to("details.own", done="feed")


@pages.post(f"{_DETAILS}/contact")
def correct() -> ViewResult:
    """Without a field of the address, which stays, where the person signs in with it."""
    person = g.holder.person
    form = ContactForm(obj=person).with_page(lambda form: _page(contact=form))
    new = TermDetails(form.name.data, form.email.data, phone=form.phone.data)
    old = people.correct_details(g.session, person, new, by=g.by, now=g.now)
    if old is None:
        return redirect_to("details.own", done="corrected")
    try:
        asked = letter_request.link_request()
        requested_letters.order_address_letters(g.session, person, asked, old=old)
    except TooManyTries as error:
        form.refuse_field("email", error.text)
        return _page(contact=form), 429
    return redirect_to("details.own", done="readdressed")


@pages.get(f"{_DETAILS}/kept.json")
def download() -> Response:
    octets = kept.kept_data(g.session, g.holder.person, now=g.now)
    return attachment(octets, "kallelse.json", "application/json")


def _page(*, choices: ChoicesForm | None = None, contact: ContactForm | None = None) -> str:
    """Each form as it was refused, else as it stands."""
    person, sittings = g.holder.person, g.holder.sittings
    zone = sittings[0].council.zone if sittings else "UTC"
    seen = feeds.last_fetches(g.session, f"person:{person.id}")
    return access.member_page(
        "details.html",
        "details.own",
        choices=choices or choices_form(),
        kinds=KINDS,
        contact=contact or ContactForm(formdata=None, obj=person),
        feed=app_state().links.personal_feed(person.id, person.feed_version),
        fetched=last_fetched_text(seen, zone, speak()),
        signs_in=store.account_of(g.session, person.id) is not None,
        done=request.args.get("done", ""),
    )
