"""Actions: a council's own words for a letter, and words for one mail only; back to those we ship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import Conflict, InvalidInput, NotFound
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES
from scheduler.links import Links
from scheduler.notices import fields, mail_actions, plan, preview, render, store
from scheduler.notices.kinds import Letter
from scheduler.notices.preview import Sample
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import CouncilText, NoticeText
from scheduler.notices.situation import PlannedNotice, Situation


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


def council_words(session: Session, council: Council, text: Letter, code: str) -> Words:
    """The council's own, else the standard."""
    own = store.own_texts(session, council.id)
    row = next((row for row in own if (row.letter, row.language) == (text, code)), None)
    return Words(row.subject, row.body, row.version) if row else standard_words(text, code)


def notice_words(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> Words:
    """Those of this one mail, else the council's own, else the standard; `version` is of the first only."""
    row = _own_row(s, notice, text, code)
    if row:
        return Words(row.subject, row.body, row.version)
    return _split(render.find_template(s, notice, text, code))


def tidy_words(subject: str, body: str, version: int) -> Words:
    """What was typed, with LF line ends, one line of subject, and no blanks at the ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidied = "\n".join(line.rstrip() for line in lines).strip("\n")
    return Words(" ".join(subject.split()), tidied, version)


def check_words(text: Letter, code: str, words: Words) -> None:
    """Raises: InvalidInput (`subject`, `body`): a field that is missing or unknown is named."""
    if code not in LANGUAGES:
        raise NotFound
    faults = fields.check_text(text, code, words.subject, words.body)
    if faults:
        raise InvalidInput(faults)


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
    """Keeps the council's own words; the standard's own words are no words of its own.

    `words.version` is what the writer saw. Raises: InvalidInput; Conflict where somebody has saved meanwhile.
    """
    check_words(text, code, words)
    standard = standard_words(text, code)
    if (words.subject, words.body) == (standard.subject, standard.body):
        restore_standard(session, council, text, code, version=words.version, by=by, now=now)
        return
    row = store.lock_own_text(session, council.id, text, code)
    _refuse_unseen(row, words.version)
    before = _content(row) if row else None
    row = row or CouncilText(council_id=council.id, letter=text, language=code)
    row.subject, row.body = words.subject, words.body
    store.put_text(session, row)
    subject, council_id = f"text changed: {text}, {code}", council.id
    history.record(
        session, subject, by=by, now=now, council_id=council_id, before=before, after=_content(row)
    )


def restore_standard(
    session: Session,
    council: Council,
    text: Letter,
    code: str,
    *,
    version: int,
    by: Actor,
    now: datetime,
) -> None:
    """Raises: Conflict where somebody has saved meanwhile."""
    row = store.lock_own_text(session, council.id, text, code)
    _refuse_unseen(row, version)
    if row is not None:
        session.delete(row)
        flush(session, Conflict())
        subject, before = f"text back to standard: {text}, {code}", _content(row)
        history.record(session, subject, by=by, now=now, council_id=council.id, before=before)


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
    """Words for this one mail. Raises: NotFound, InvalidInput; Conflict where it was ordered or edited meanwhile."""
    check_words(text, code, words)
    s, notice = mail_actions.find_unsent(session, council, key, lock=True)
    row = _own_row(s, notice, text, code)
    _refuse_unseen(row, words.version)
    row = row or NoticeText(
        key=key,
        meeting_id=s.meeting.id if s.meeting else None,
        year_id=None if s.meeting else s.year.id,
        kind=notice.kind,
        occasion=notice.occasion,
        letter=text,
        language=code,
    )
    row.subject, row.body = words.subject, words.body
    store.put_text(session, row)
    subject, after = f"mail edited: {key}"[:200], _content(row)
    history.record(session, subject, by=by, now=now, council_id=council.id, after=after)


def restore_notice_words(
    session: Session,
    council: Council,
    key: str,
    text: Letter,
    code: str,
    *,
    version: int,
    by: Actor,
    now: datetime,
) -> None:
    """The mail goes with the council's usual words again. Raises: NotFound, Conflict."""
    s, notice = mail_actions.find_unsent(session, council, key, lock=True)
    _refuse_unseen(_own_row(s, notice, text, code), version)
    row = s.edited(notice.kind, notice.occasion, text, code)
    if row is not None:
        session.delete(row)
        flush(session, Conflict())
        subject = f"mail no longer edited: {key}"[:200]
        history.record(session, subject, by=by, now=now, council_id=council.id)


def fill_words(
    sample: Sample, words: Words, code: str, links: Links, *, own_links: bool = False
) -> RenderedLetter:
    """The words as a letter, with the fields of the sample. Raises: InvalidInput where a field is unknown."""
    values = preview.sample_values(sample, code, links, own_links=own_links)
    return render.fill_template(words.template, values, code)


def letter_variants(s: Situation, notice: PlannedNotice) -> list[tuple[Letter, str]]:
    """Each letter and language that somebody gets by this mail, the council's language first."""
    default = s.council.language
    variants = {(to.letter, to.person.language or default) for to in notice.audience}
    return sorted(variants, key=lambda pair: (pair[0], pair[1] != default, pair[1]))


def count_affected(
    situations: Iterable[Situation], text: Letter, code: str, *, now: datetime
) -> int:
    """How many coming mails are written with these words."""
    return sum(
        (text, code) in letter_variants(s, notice)
        and not s.edited(notice.kind, notice.occasion, text, code)
        for s in situations
        for notice in plan.planned(s)
        if notice.issue is None and not notice.skipped and notice.expires_at > now
    )


def _split(template: str) -> Words:
    subject, _, body = template.partition("\n")
    return Words(subject, body.strip("\n"))


def _own_row(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> NoticeText | None:
    """The words of this very mail, not of one that it has moved from."""
    row = s.edited(notice.kind, notice.occasion, text, code)
    return row if row and row.key == notice.key else None


def _refuse_unseen(row: CouncilText | NoticeText | None, version: int) -> None:
    if (row.version if row else 0) != version:
        raise Conflict


def _content(row: CouncilText | NoticeText) -> dict[str, object]:
    return {"subject": row.subject, "body": row.body}
