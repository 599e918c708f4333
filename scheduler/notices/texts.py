"""Actions: a council's own words for a letter, and words for one mail only; back to those we ship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, InvalidInput, NotFound
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES
from scheduler.links import Links
from scheduler.notices import fields, gathering, plan, render, sample, store
from scheduler.notices.kinds import Letter
from scheduler.notices.rows import CouncilText, NoticeText
from scheduler.notices.sample import Sample
from scheduler.notices.situation import PlannedNotice, Situation
from scheduler.notices.store import Ref

_GONE = N_("This mail has been ordered already, so it can no longer be changed.")


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body with their fields. `version` is 0 where nothing has been written in place of the standard."""

    subject: str
    body: str
    version: int = 0

    @property
    def template(self) -> str:
        return f"{self.subject}\n\n{self.body}"


def standard_words(text: Letter, code: str) -> Words:
    """As we ship it."""
    subject, _, body = render.standard_template(text, code).partition("\n")
    return Words(subject, body.strip("\n"))


def council_words(session: Session, council: Council, text: Letter, code: str) -> Words:
    """The council's own, else the standard."""
    row = store.own_text(session, council.id, text, code)
    return Words(row.subject, row.body, row.version) if row else standard_words(text, code)


def notice_words(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> Words:
    """Those of this one mail, else the council's own, else the standard; `version` is of the first only."""
    edit = _exact(s, notice, text, code)
    if edit:
        return Words(edit.subject, edit.body, edit.version)
    subject, _, body = render.find_template(s, notice, text, code).partition("\n")
    return Words(subject, body.strip("\n"))


def tidy_words(subject: str, body: str) -> Words:
    """What was typed, with LF line ends, one line of subject, and no blanks at the ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Words(" ".join(subject.split()), "\n".join(line.rstrip() for line in lines).strip("\n"))


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
    row = _seen(session, council, text, code, words.version)
    plain = standard_words(text, code)
    if (words.subject, words.body) == (plain.subject, plain.body):
        if row is not None:
            _drop(session, council, row, by=by, now=now)
        return
    before = None if row is None else {"subject": row.subject, "body": row.body}
    row = row or CouncilText(council_id=council.id, letter=text, language=code)
    row.subject, row.body = words.subject, words.body
    store.put_text(session, row)
    history.record(
        session,
        f"text changed: {text}, {code}",
        by=by,
        now=now,
        council_id=council.id,
        before=before,
        after={"subject": words.subject, "body": words.body},
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
    """Back to the standard. Raises: Conflict where somebody has saved meanwhile."""
    row = _seen(session, council, text, code, version)
    if row is not None:
        _drop(session, council, row, by=by, now=now)


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
    ref, s, notice = find_unsent(session, council, key, lock=True)
    row = _exact(s, notice, text, code)
    _must_be_seen(row, words.version)
    row = row or NoticeText(
        key=key,
        meeting_id=s.meeting.id if s.meeting else None,
        year_id=None if s.meeting else ref.id,
        kind=notice.kind,
        occasion=notice.occasion,
        letter=text,
        language=code,
    )
    row.subject, row.body = words.subject, words.body
    store.put_text(session, row)
    after = {"subject": words.subject, "body": words.body}
    history.record(
        session, f"mail edited: {key}"[:200], by=by, now=now, council_id=council.id, after=after
    )


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
    _ref, s, notice = find_unsent(session, council, key, lock=True)
    row = s.edited(notice.kind, notice.occasion, text, code)
    _must_be_seen(row if row and row.key == key else None, version)
    if row is not None:
        store.drop_text(session, row)
        history.record(
            session, f"mail no longer edited: {key}"[:200], by=by, now=now, council_id=council.id
        )


def find_unsent(
    session: Session, council: Council, key: str, *, lock: bool = False
) -> tuple[Ref, Situation, PlannedNotice]:
    """The mail of that key, which has not been ordered. Raises: NotFound, Conflict."""
    ref = store.ref_of_key(session, council.id, key)
    if ref is None:
        raise NotFound
    if lock:
        store.lock(session, ref)
    s = gathering.situation(session, ref)
    notice = next((notice for notice in plan.planned(s) if notice.key == key), None)
    if notice is None:
        raise NotFound
    if notice.issue is not None:
        raise Conflict(_GONE)
    return ref, s, notice


def fill_words(
    of: Sample, words: Words, code: str, links: Links, *, own_links: bool = False
) -> render.RenderedLetter:
    """The words as a letter, with the fields of the sample. Raises: InvalidInput where a field is unknown."""
    return render.fill_template(
        words.template, sample.sample_values(of, code, links, own_links=own_links), code
    )


def letter_variants(s: Situation, notice: PlannedNotice) -> list[tuple[Letter, str]]:
    """Each letter and language that somebody gets by this mail, the council's language first."""
    of = s.council.language
    found = {(to.letter, to.person.language or of) for to in notice.audience}
    return sorted(found, key=lambda one: (one[0], one[1] != of, one[1]))


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


def _exact(s: Situation, notice: PlannedNotice, text: Letter, code: str) -> NoticeText | None:
    row = s.edited(notice.kind, notice.occasion, text, code)
    return row if row and row.key == notice.key else None


def _seen(
    session: Session, council: Council, text: Letter, code: str, version: int
) -> CouncilText | None:
    row = store.own_text(session, council.id, text, code, lock=True)
    _must_be_seen(row, version)
    return row


def _must_be_seen(row: CouncilText | NoticeText | None, version: int) -> None:
    if (row.version if row else 0) != version:
        raise Conflict


def _drop(
    session: Session, council: Council, row: CouncilText, *, by: Actor, now: datetime
) -> None:
    before = {"subject": row.subject, "body": row.body}
    what = f"text back to standard: {row.letter}, {row.language}"
    store.drop_text(session, row)
    history.record(session, what, by=by, now=now, council_id=council.id, before=before)
