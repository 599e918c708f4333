"""A person's own choices: calendar, language, mail, and new links. A GET changes nothing."""

from collections.abc import Mapping

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from scheduler.calendars import store as feeds
from scheduler.councils import people, store
from scheduler.councils.rows import Channel, Person
from scheduler.errors import N_, InvalidInput, invalid
from scheduler.history.rows import Actor, ActorKind
from scheduler.language import LANGUAGES, Language
from scheduler.notices.kinds import MUTABLE
from web import forms
from web.app_state import app_state
from web.forms import PageForm, Told
from web.language import speak
from web.member import access, calendar_channels, page_data, stoppable_mail
from web.member.calendar_channels import Option
from web.subscribe_links import last_fetched_text, subscribe_links

pages = access.private_blueprint("details")
_CHOOSE = N_("Choose how you want the meetings in your calendar.")
_DONE = {
    "saved": N_("Your choices are saved."),
    "corrected": N_("Your details are saved."),
    "readdressed": N_(
        "Your details are saved. A mail about the new address goes to both the old and the new one."
    ),
    "same": N_("That is how it is already. Nothing was changed."),
    "link": N_(
        "This is your new page. The links in mail you got before no longer work; "
        "those in the next mail do."
    ),
    "feed": N_(
        "Your calendar has a new address. The old one no longer works: take that calendar away, "
        "and add the new one."
    ),
}


class ContactForm(PageForm):
    name = forms.line(N_("Name"), autocomplete="name")
    phone = forms.line(N_("Phone"), optional=True, type="tel", inputmode="tel", autocomplete="tel")
    email = forms.line(N_("E-mail address"), type="email", inputmode="email", autocomplete="email")


@pages.get("/m/<token>/details")
def own(token: str) -> str:
    return details_page(token, access.holder(token).person)


@pages.post("/m/<token>/details")
def save(token: str) -> Answer | tuple[str, int]:
    person = access.holder(token).person
    try:
        wanted = _read_form()
    except InvalidInput as error:
        return details_page(token, person, error), 422
    is_new = people.change_preferences(g.session, person, wanted, by=holder_of(person), now=g.now)
    # Whoever chose only to subscribe goes on to the buttons that do it.
    to_buttons = person.subscribes and "kinds" not in request.form
    return to_details(
        token, "saved" if is_new else "same", anchor="kalender" if to_buttons else None
    )


@pages.post("/m/<token>/details/link")
def renew_link(token: str) -> Answer:
    person = access.holder(token).person
    people.renew_link(g.session, person, by=holder_of(person), now=g.now)
    at = app_state().links.page(person.id, person.link_version)
    return to_details(at.rpartition("/")[2], "link")


@pages.post("/m/<token>/details/feed")
def renew_feed(token: str) -> Answer:
    person = access.holder(token).person
    people.renew_feed(g.session, person, by=holder_of(person), now=g.now)
    return to_details(token, "feed")


def holder_of(person: Person) -> Actor:
    return Actor(ActorKind.PERSON, person.id, person.name)


def to_details(token: str, done: str, *, anchor: str | None = None) -> Answer:
    return redirect(page_data.address("details.own", token, done=done, _anchor=anchor), 303)


def _read_form() -> dict[str, object]:
    """A form that leaves a part out, as the question on the first page does, leaves that part as it is."""
    form = request.form
    wanted: dict[str, object] = {"channel": form.get("channel", "")}
    if wanted["channel"] not in set(Channel):
        raise invalid("channel", _CHOOSE)
    if "language" in form:
        wanted["language"] = form["language"] if form["language"] in LANGUAGES else None
    if "kinds" in form:
        wanted["muted"] = sorted(set(map(str, MUTABLE)) - set(form.getlist("wanted")))
    return wanted


def details_page(
    token: str,
    person: Person,
    error: InvalidInput | None = None,
    contact: ContactForm | None = None,
) -> str:
    """`error` is of the choices; `contact` is a form of name and address that was refused."""
    says, typed = speak(), request.form if error else None
    at = app_state().links.personal_feed(person.id, person.feed_version)
    holder = access.holder(token)
    zone = holder.sittings[0].council.zone if holder.sittings else "UTC"
    seen = last_fetched_text(feeds.last_fetches(g.session, f"person:{person.id}"), zone, says)
    faults = {key: says(f.text, **f.params) for key, f in error.fields.items()} if error else {}
    done = _DONE.get(request.args.get("done", ""))
    return render_template(
        "member/details.html",
        person=person,
        home=page_data.address("member.page", token),
        here=page_data.address("details.own", token),
        renew_link=page_data.address("details.renew_link", token),
        renew_feed=page_data.address("details.renew_feed", token),
        in_other_language=page_data.address_in_other_language("details.own", token=token),
        channels=calendar_channels.channel_options(
            person, says, typed.get("channel", "") if typed is not None else None
        ),
        languages=_languages(person, says, typed.get("language") if typed is not None else None),
        mails=_mails(person, says, typed),
        links=subscribe_links(at, says("My meetings"), fetched=seen),
        contact=contact or ContactForm(formdata=None, obj=person),
        signs_in=store.account_of(g.session, person.id) is not None,
        correct=page_data.address("own_data.correct", token),
        download=page_data.address("own_data.download", token),
        faults=[
            *(Told(text, key) for key, text in faults.items()),
            *(contact.told if contact else ()),
        ],
        errors=faults,
        done=says(done) if done and not error and not contact else "",
    )


def _mails(person: Person, says: Language, typed: Mapping[str, str] | None) -> list[Option]:
    stopped = set(person.muted)
    if typed is not None and "kinds" in typed:
        stopped = {str(kind) for kind in MUTABLE} - set(request.form.getlist("wanted"))
    return [
        Option(one.kind, one.name, one.about, one.kind not in stopped)
        for one in stoppable_mail.choices(person, says)
    ]


def _languages(person: Person, says: Language, chosen: str | None) -> list[Option]:
    names = {"": says("The council's own"), "sv": "Svenska", "en": "English"}
    now = (person.language or "") if chosen is None else chosen
    return [Option(code, name, "", code == now) for code, name in names.items()]
