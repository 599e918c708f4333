"""Letters shown without being sent: one on the list of mail, or a sample of a text for a chosen meeting and person."""

from collections.abc import Iterable
from datetime import datetime

from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.links import Links
from scheduler.mail import message, queries
from scheduler.meetings import seating
from scheduler.notices import field_values, fields, listing, mail_actions, plan, render
from scheduler.notices.kinds import KIND_OF, KINDS, LETTERS, Audience, Letter
from scheduler.notices.listing import ListedPerson, NoticeLine
from scheduler.notices.render import RenderedLetter
from scheduler.notices.situation import OneLetter, PlannedNotice, Recipient, Situation


def preview_notice(
    session: Session, council: Council, key: str, links: Links, *, to: str, now: datetime
) -> tuple[NoticeLine, ListedPerson, RenderedLetter]:
    """The notice of that key to the address `to`, or to the first who gets it: as it was ordered, else as planned.

    Raises: NotFound where there is none.
    """
    s = mail_actions.load_by_key(session, council, key)
    line = listing.find_line(s, key, now=now)
    if not line.audience:
        raise NotFound
    person = next((p for p in line.audience if p.email == to), line.audience[0])
    if person.row_id is not None:
        row = queries.letter(session, person.row_id)
        if row.mime is not None:
            return line, person, RenderedLetter(*message.unpack_words(row.mime))
    notice = mail_actions.find_planned(s, key)
    recipient = next((r for r in notice.audience if r.person.email == person.email), None)
    if recipient is None:
        raise NotFound
    letter = OneLetter(s, notice, recipient, max(now, notice.due_at))
    return line, person, render.render_letter(letter, links)


def make_sample(s: Situation, text: Letter, person: Person, *, now: datetime) -> OneLetter:
    """The letter at its planned time. What only a change or a mishap would tell stands there by an example."""
    kind, code = KIND_OF[text], person.language or s.council.language
    planned = next((n for n in plan.planned_notices(s) if n.kind is kind), None)
    at = max(now, planned.due_at) if planned else now
    terms = seating.one_each(m for m in s.members if m.person_id == person.id)
    to = sample_recipient(person, text, is_deputy=any(term.is_deputy for term in terms))
    occasion = planned.occasion if planned else "sample"
    about = planned.about if planned else ()
    notice = PlannedNotice(s.key(kind, occasion), kind, occasion, at, at, (to,), about=about)
    return OneLetter(s, notice, to, at, fields.examples(text, code))


def sample_recipient(person: Person, text: Letter, *, is_deputy: bool = False) -> Recipient:
    """The person as one for whom the letter is meant."""
    is_called = not is_deputy and not LETTERS[text].for_deputies
    is_called = is_called or text is Letter.DEPUTY_CALL
    calendar = is_called and KINDS[KIND_OF[text]].calendar
    return Recipient(person, text, calendar=calendar, is_deputy=is_deputy, is_called=is_called)


def sample_people(s: Situation, text: Letter, also: Iterable[Person] = ()) -> list[Person]:
    """Whom the letter can be shown for: those who would get it, and `also`; each once."""
    people = list(s.secretaries)
    if KINDS[KIND_OF[text]].audience is not Audience.SECRETARIES:
        deputies_only = LETTERS[text].for_deputies
        people = [m.person for m in s.sitting if m.is_deputy or not deputies_only]
    return list({person.id: person for person in (*people, *also)}.values())


def sample_values(
    sample: OneLetter, code: str, links: Links, *, own_links: bool = False
) -> dict[str, str]:
    """The fields of the letter. Another person's links let one in as them, so they are shown as dots."""
    values = render.letter_values(sample, links, code)
    return values if own_links else values | field_values.hidden_links(values)
