"""Texter: every letter in both languages; one text with its fields, a preview, a test to oneself, and the way back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.councils.rows import Person
from scheduler.errors import NotFound
from scheduler.language import LANGUAGES
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import fields, load_situation, preview, store, texts
from scheduler.notices.kinds import LETTERS, Letter, letter_name
from scheduler.notices.store import Owner, Ref
from scheduler.notices.texts import Words
from scheduler.years import store as years
from scheduler.years.rows import CouncilYear
from web import letter_request
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.texts.letter_page import (
    LANGUAGE_WORDS,
    TextForm,
    asked,
    letter_parts,
    saved_text,
    send_test,
)

pages = access.CouncilPages("texts", "/texts")
_ONE = "/<letter>/<code>"


@pages.get("")
def index() -> str:
    return access.secretary_page(
        "texts/list.html",
        letters=Letter,
        records=LETTERS,
        letter_name=letter_name,
        language_words=LANGUAGE_WORDS,
        own=_own(),
        done=request.args.get("done", ""),
    )


def _own() -> set[tuple[str, str]]:
    """The letters and languages of which the council has words of its own."""
    return {(row.letter, row.language) for row in store.own_texts(g.session, g.council.id)}


def _council_words(text: Letter, code: str) -> Words:
    return texts.council_words(store.own_texts(g.session, g.council.id), text, code)


@pages.get(_ONE)
def edit(letter: str, code: str) -> str:
    text = _letter(letter, code)
    words = _council_words(text, code)
    return _page(text, code, saved_text(words))


@pages.post(_ONE)
def write(letter: str, code: str) -> ViewResult:
    """Preview and test keep what was typed on the page; only saving leads on."""
    text, do = _letter(letter, code), request.form.get("do", "save")
    form = TextForm().with_page(partial(_page, text, code))
    councils.lock(g.session, g.council.id)
    saved = _council_words(text, code)
    if do == "save" and form.is_stale(saved_text(saved)):
        says = speak()
        title, button = says(letter_name(text)), says("Save my text")
        return form.conflict(saved_text(saved), title=title, button=button)
    words = form.words(saved.version)
    fields.check_text(text, code, words.subject, words.body)
    if do == "save":
        texts.save_council_words(g.session, g.council, text, code, words, by=g.by, now=g.now)
        return redirect_to("texts.index", done="saved")
    return _page(text, code, form, is_sent=do == "test" and _send_test(text, code, form))


@pages.get(f"{_ONE}/restore")
def ask_restore(letter: str, code: str) -> str:
    """Both texts first."""
    text = _letter(letter, code)
    own = _council_words(text, code)
    standard = texts.standard_words(text, code)
    title = letter_name(text)
    return access.secretary_page(
        "texts/restore.html", letter=text, title=title, code=code, own=own, standard=standard
    )


@pages.post(f"{_ONE}/restore")
def restore(letter: str, code: str) -> Response:
    """Raises: Conflict where the text shown is no longer the one that is saved."""
    text = _letter(letter, code)
    words = replace(
        texts.standard_words(text, code), version=request.form.get("version", -1, type=int)
    )
    texts.save_council_words(g.session, g.council, text, code, words, by=g.by, now=g.now)
    return redirect_to("texts.index", done="restored")


def _letter(letter: str, code: str) -> Letter:
    """Raises: NotFound."""
    if letter not in tuple(Letter) or code not in LANGUAGES:
        raise NotFound
    return Letter(letter)


def _send_test(text: Letter, code: str, form: TextForm) -> bool:
    """False where the council has nothing yet that the letter could be about."""
    occasions = _occasions(text)
    if not occasions:
        return False
    ref = _ref(occasions[_chosen(occasions)])
    store.lock_touched(g.session, ref)
    s = load_situation.load_situation(g.session, ref)
    sample = preview.make_sample(s, text, g.account.person, now=g.now)
    links = letter_request.mail_setup().links
    letter = texts.fill_words(sample, form.words(), code, links, own_links=True)
    send_test(sample, letter)
    return True


def _occasions(text: Letter) -> Mapping[str, Meeting | CouncilYear]:
    """What the letter can be shown for, by its part of a key: the years, or the meetings with the coming ones first."""
    if text is Letter.YEAR_DATES:
        rows = reversed(years.of_council(g.session, g.council.id))
        return {f"y{row.year}": row for row in rows if row.is_published}
    held = [m for m in meetings.of_council(g.session, g.council.id) if not m.is_cancelled]
    coming = [m for m in held if m.starts_at > g.now]
    past = [m for m in reversed(held) if m.starts_at <= g.now]
    return {f"m{row.number}": row for row in (*coming, *past)}


def _chosen(occasions: Mapping[str, object]) -> str:
    return asked("of") if asked("of") in occasions else next(iter(occasions), "")


def _ref(row: Meeting | CouncilYear) -> Ref:
    return Ref(Owner.MEETING if isinstance(row, Meeting) else Owner.YEAR, row.id)


def _page(text: Letter, code: str, form: TextForm, *, is_sent: bool = False) -> str:
    occasions, people = _occasions(text), list[Person]()
    chosen, sample = _chosen(occasions), None
    if chosen:
        s = load_situation.load_situation(g.session, _ref(occasions[chosen]))
        people = preview.sample_people(s, text, [g.account.person])
        person = next((p for p in people if str(p.id) == asked("person")), people[0])
        sample = preview.make_sample(s, text, person, now=g.now)
    return access.secretary_page(
        "texts/edit.html",
        letter=text,
        title=letter_name(text),
        own=_own(),
        occasions=occasions,
        chosen=chosen,
        people=people,
        sample=sample,
        is_sent=is_sent,
        **letter_parts(text, code, form, sample),
    )
