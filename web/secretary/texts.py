"""Texter: every letter in both languages; one text with its fields, a preview, a test to oneself, and the way back."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.clock import Wall
from scheduler.errors import N_, Conflict, Fault, InvalidInput, NotFound
from scheduler.language import LANGUAGES, language
from scheduler.meetings import store as meetings
from scheduler.notices import compose, fields, issue, load_situation, store, texts
from scheduler.notices import preview as previews
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import Letter, letter_name
from scheduler.notices.preview import Sample
from scheduler.notices.render import RenderedLetter as Made
from scheduler.notices.situation import Recipient
from scheduler.notices.store import Ref
from scheduler.notices.texts import Words
from scheduler.years import store as years
from web.app_state import app_state
from web.language import speak
from web.secretary import access, conflict, text_show

pages = Blueprint("texts", __name__, url_prefix="/admin/<slug>/texts")
Answer = str | Response | tuple[str, int]
_ONE = "/<letter>/<code>"
_TEST = N_("Test: %(subject)s")
_SENT = N_("A test is on its way to %(email)s. Nobody else gets it.")


@pages.get("")
@access.secretary
def index() -> str:
    says, own = speak(), store.own_texts(g.session, g.council.id)
    letters = text_show.listed(g.council, own, says)
    done = _saved() if request.args.get("done") == "saved" else ""
    if request.args.get("done") == "restored":
        done = says("The standard text is back.")
    return access.show("texts/list.html", letters=letters, own=len(own), done=done)


@pages.get(_ONE)
@access.secretary
def edit(letter: str, code: str) -> str:
    text = _text(letter, code)
    return _page(text, code, texts.council_words(g.session, g.council, text, code))


@pages.post(_ONE)
@access.secretary
def write(letter: str, code: str) -> Answer:
    """Preview and test keep what was typed on the page; only saving leads on."""
    text = _text(letter, code)
    words, do = typed(), request.form.get("do", "save")
    try:
        if do == "save":
            texts.save_council_words(g.session, g.council, text, code, words, by=g.by, now=g.now)
            here = url_for(
                "texts.index", slug=g.council.slug, done="saved", letter=text.value, code=code
            )
            return redirect(here, 303)
        fields.check_text(text, code, words.subject, words.body)
        if do == "test":
            return _page(text, code, words, done=_tested(text, code, words))
    except InvalidInput as error:
        return _page(text, code, words, error.fields), 422
    except Conflict:
        return _conflict(text, code, words)
    return _page(text, code, words)


@pages.get(f"{_ONE}/restore")
@access.secretary
def restoring(letter: str, code: str) -> str:
    """Both texts first."""
    text = _text(letter, code)
    return access.show(
        "texts/restore.html",
        title=speak()(letter_name(text)),
        code=code,
        own=texts.council_words(g.session, g.council, text, code),
        standard=texts.standard_words(text, code),
        back=url_for("texts.edit", slug=g.council.slug, letter=text.value, code=code),
    )


@pages.post(f"{_ONE}/restore")
@access.secretary
def restore(letter: str, code: str) -> Response:
    """Raises: Conflict where the text shown is no longer the one that is saved."""
    text = _text(letter, code)
    words = replace(texts.standard_words(text, code), version=_version())
    texts.save_council_words(g.session, g.council, text, code, words, by=g.by, now=g.now)
    return redirect(url_for("texts.index", slug=g.council.slug, done="restored"), 303)


def _text(letter: str, code: str) -> Letter:
    """Raises: NotFound."""
    if letter not in tuple(Letter) or code not in LANGUAGES:
        raise NotFound
    return Letter(letter)


def typed() -> Words:
    """What stands in the form, tidied."""
    form = request.form
    return texts.tidy_words(form.get("subject", ""), form.get("body", ""), _version())


def _version() -> int:
    written = request.form.get("version", "")
    return int(written) if written.isascii() and written.isdecimal() else -1


def desk() -> MailSetup:
    of = app_state()
    return compose.mail_setup(
        g.session, base_url=of.config.site.url, mail=of.config.mail, secret=of.config.site.secret()
    )


def send_test(of: Sample, made: Made, code: str) -> str:
    """Sends the letter to whoever is signed in, once for each showing of the form; gives the words about it."""
    occasion = request.form.get("nonce", "")
    if not re.fullmatch(r"[0-9a-f]{8}", occasion):
        raise NotFound
    marked = Made(language(code)(_TEST, subject=made.subject), made.text, code)
    to = Recipient(g.account.person, of.to.letter)
    issue.issue_test(g.session, of.situation, to, marked, desk(), occasion=occasion, now=g.now)
    return speak()(_SENT, email=g.account.person.email)


def preview(of: Sample, words: Words, code: str) -> text_show.Shown | None:
    """None where the words cannot be filled."""
    try:
        return text_show.shown(texts.fill_words(of, words, code, desk().links))
    except InvalidInput:
        return None


def nonce() -> str:
    return secrets.token_hex(4)


def _tested(text: Letter, code: str, words: Words) -> str:
    ref = _ref(text)
    if ref is None:
        return ""
    store.lock(g.session, ref)
    found = load_situation.load_situation(g.session, ref)
    own = previews.make_sample(found, text, g.account.person, now=g.now)
    made = texts.fill_words(own, words, code, desk().links, own_links=True)
    # The made-up change of the sample is no part of what really is.
    return send_test(Sample(found, own.notice, own.to, own.at), made, code)


def _asked(name: str) -> str:
    return request.form.get(name, "") or request.args.get(name, "")


def _occasions(text: Letter) -> list[text_show.Option]:
    """The years, or the meetings with the coming ones first."""
    if text is Letter.YEAR_DATES:
        found = [y for y in years.of_council(g.session, g.council.id) if y.is_published]
        chosen = _asked("of")
        return [
            text_show.Option(f"y{y.year}", str(y.year), f"y{y.year}" == chosen)
            for y in reversed(found)
        ]
    held = [m for m in meetings.of_council(g.session, g.council.id) if not m.is_cancelled]
    coming = [m for m in held if m.starts_at > g.now]
    past = [m for m in reversed(held) if m.starts_at <= g.now]
    return text_show.meetings([*coming, *past], _asked("of"), speak())


def _ref(text: Letter) -> Ref | None:
    """The chosen meeting or year, else the first; None where the council has none."""
    occasions = _occasions(text)
    chosen = next((one.value for one in occasions if one.is_chosen), "")
    of = chosen or (occasions[0].value if occasions else "")
    return store.ref_of_key(g.session, g.council.id, f"{g.council.slug}/{of}") if of else None


def _page(
    text: Letter,
    code: str,
    words: Words,
    faults: Mapping[str, Fault] | None = None,
    *,
    done: str = "",
) -> str:
    says, ref = speak(), _ref(text)
    shown, people, values = None, [], {}
    if ref is not None:
        found = load_situation.load_situation(g.session, ref)
        who = previews.sample_people(found, text, [g.account.person])
        person = next((p for p in who if str(p.id) == _asked("person")), who[0])
        of = previews.make_sample(found, text, person, now=g.now)
        values = previews.sample_values(of, code, desk().links)
        people = text_show.people(who, person)
        shown = None if faults else preview(of, words, code)
    have = {(own.letter, own.language) for own in store.own_texts(g.session, g.council.id)}
    is_own = (text, code) in have
    listed, errors = text_show.told(faults or {}, says)
    page = text_show.Page(
        title=says(letter_name(text)),
        language=says(text_show.LANGUAGE_WORDS[code]),
        code=code,
        words=words,
        is_own=is_own,
        faults=listed,
        errors=errors,
        fields=text_show.field_lines(text, code, values, says),
        shown=shown,
        occasions=_occasions(text),
        people=people,
        nonce=nonce(),
        restore_url=url_for("texts.restoring", slug=g.council.slug, letter=text.value, code=code)
        if is_own
        else "",
        others=[v for v in text_show.versions(g.council, text, have, says) if v.code != code],
        done=done,
    )
    return access.show("texts/edit.html", page=page, failed=bool(faults))


def _saved() -> str:
    """How many coming mails the saved text is for."""
    letter, code = request.args.get("letter", ""), request.args.get("code", "")
    if letter not in tuple(Letter):
        return ""
    today = Wall.at(g.now, g.council.zone).date
    found = load_situation.council_situations(g.session, g.council.id, since=today)
    n = texts.count_affected(found, Letter(letter), code, now=g.now)
    return speak().count(
        "The text is saved. It is for %(n)s planned mail.",
        "The text is saved. It is for %(n)s planned mails.",
        n,
    )


def _conflict(text: Letter, code: str, words: Words) -> tuple[str, int]:
    says = speak()
    theirs = texts.council_words(g.session, g.council, text, code)
    here = url_for("texts.edit", slug=g.council.slug, letter=text.value, code=code)
    return conflict.page(
        says(letter_name(text)),
        differences(theirs, words),
        hidden={"version": str(theirs.version), "do": "save", "nonce": nonce()},
        url=here,
        back=here,
        button=says("Save my text"),
    )


def differences(theirs: Words, mine: Words) -> list[conflict.Field]:
    says = speak()
    return [
        conflict.Field("subject", says("Subject"), theirs.subject, mine.subject),
        conflict.Field("body", says("Text"), theirs.body, mine.body, is_long=True),
    ]
