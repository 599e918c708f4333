"""Actions: a council's own words for a letter, and words for one mail only; back to those we ship."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.links import Links
from scheduler.notices import fields, mail_actions, preview, render, store
from scheduler.notices.kinds import Letter
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import CouncilText, NoticeText
from scheduler.notices.situation import OneLetter, PlannedNotice, Situation

_NO_MESSAGE = N_("Write a message.")
Edit = CouncilText | NoticeText


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body with their fields. `version` is 0 where nothing is written in place of the standard."""

    subject: str
    body: str
    version: int = 0

    @property
    def template(self) -> str:
        return f"{self.subject}\n\n{self.body}"


def standard_words(text: Letter, code: str) -> Words:
    return _split(render.standard_template(text, code))


def council_words(own: Iterable[CouncilText], text: Letter, code: str) -> Words:
    """The council's own, else the standard: those of a mail that has none of its own."""
    row = next((row for row in own if (row.letter, row.language) == (text, code)), None)
    return Words(row.subject, row.body, row.version) if row else standard_words(text, code)


def notice_words(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> Words:
    """Those of this one mail, else the council's own, else the standard; `version` is of the first only."""
    row = s.edited(notice.kind, notice.occasion, text, code)
    if row and row.key == notice.key:
        return Words(row.subject, row.body, row.version)
    return _split(render.find_template(s, notice, text, code))


def tidy_words(subject: str, body: str, version: int) -> Words:
    """What was typed, with LF line ends, one line of subject, and no blanks at the ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidied = "\n".join(line.rstrip() for line in lines).strip("\n")
    return Words(" ".join(subject.split()), tidied, version)


def save_council_words(
    session: Session,
    council: Council,
    text: Letter,
    code: str,
    words: Words,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Keeps the council's own words; the standard words take them back.

    `words.version` is what the writer saw. Raises: InvalidInput; Conflict where somebody has saved meanwhile.
    """
    fields.check_text(text, code, words.subject, words.body)
    row = store.lock_own_text(session, council.id, text, code)
    own = row or CouncilText(council_id=council.id, letter=text, language=code)
    said = f"text changed: {text}, {code}", f"text back to standard: {text}, {code}"
    _save(session, council, row, own, words, standard_words(text, code), said, by, now)


def save_notice_words(
    session: Session,
    council: Council,
    key: str,
    text: Letter,
    code: str,
    words: Words,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Keeps words for this one mail; the usual words take them back.

    Raises: NotFound, InvalidInput; Conflict where it was ordered or edited meanwhile.
    """
    fields.check_text(text, code, words.subject, words.body)
    s, notice = mail_actions.find_unsent(session, council, key, lock=True)
    kind, occasion = notice.kind, notice.occasion
    row = s.edited(kind, occasion, text, code)
    own = row if row and row.key == key else None  # else the words of one that it has moved from
    own = own or NoticeText(
        key=key, **s.owner, kind=kind, occasion=occasion, letter=text, language=code
    )
    said = f"mail edited: {key}"[:200], f"mail no longer edited: {key}"[:200]
    usual = council_words(s.texts, text, code)
    _save(session, council, row, own, words, usual, said, by, now)


def _save(
    session: Session,
    council: Council,
    row: Edit | None,
    own: Edit,
    words: Words,
    usual: Words,
    said: tuple[str, str],
    by: Actor,
    now: datetime,
) -> None:
    """Writes the words into `own`; the usual words take `row` away. `said`: what history calls either.

    Raises: Conflict where `words` were not written for what `own` holds.
    """
    is_usual, before = words.template == usual.template, _content(row)
    if is_usual and not (row or words.version):
        return
    if (own.version or 0) != words.version:
        raise Conflict
    if is_usual:
        session.delete(row or own)
        flush(session, Conflict())
    else:
        own.subject, own.body = words.subject, words.body
        store.put_text(session, own)
    after = None if is_usual else _content(own)
    history.record(
        session, said[is_usual], by=by, now=now, council_id=council.id, before=before, after=after
    )


def with_message(words: Words, message: str, code: str) -> Words:
    """The words with the message as a paragraph of its own above the signature; last, where there is none."""
    paragraphs, told = words.body.split("\n\n"), tidy_words("", message, 0).body
    signature = f"{{{fields.field_name('secretary', code)}}}"
    at = next((n for n, part in enumerate(paragraphs) if signature in part), len(paragraphs))
    return replace(words, body="\n\n".join((*paragraphs[:at], told, *paragraphs[at:])))


def save_message(
    session: Session,
    council: Council,
    key: str,
    messages: Mapping[str, str],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Puts a message into this one mail, in every letter and language of it.

    `messages` are by language; a language without one gets that of the other. Raises: as `save_notice_words`.
    """
    s, notice = mail_actions.find_unsent(session, council, key)
    written = [text for text in messages.values() if text.strip()]
    if not written:
        raise invalid("message", _NO_MESSAGE)
    for text, code in letter_variants(s, notice):
        message = messages.get(code, "").strip() or written[0]
        words = with_message(notice_words(s, notice, text, code), message, code)
        save_notice_words(session, council, key, text, code, words, by=by, now=now)


def fill_words(
    sample: OneLetter, words: Words, code: str, links: Links, *, own_links: bool = False
) -> RenderedLetter:
    """The words as a letter, with the fields of the sample. Raises: InvalidInput where a field is unknown."""
    values = preview.sample_values(sample, code, links, own_links=own_links)
    return render.fill_template(words.template, values, code)


def letter_variants(s: Situation, notice: PlannedNotice) -> list[tuple[Letter, str]]:
    """Each letter and language that somebody gets by this mail, the council's language first."""
    default = s.council.language
    variants = {(to.letter, to.person.language or default) for to in notice.audience}
    return sorted(variants, key=lambda pair: (pair[0], pair[1] != default, pair[1]))


def _split(template: str) -> Words:
    subject, _, body = template.partition("\n")
    return Words(subject, body.strip("\n"))


def _content(row: Edit | None) -> dict[str, object] | None:
    return {"subject": row.subject, "body": row.body} if row else None
