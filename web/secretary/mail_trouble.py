"""What went wrong with a mail, or why it did not go, in words; and what a person may do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_
from scheduler.history.rows import ActorKind, Change
from scheduler.language import Language
from scheduler.mail.rows import ADDRESS_CHANGED, State
from scheduler.notices.digest.mishaps import TOLD_AFTER
from scheduler.notices.kinds import UNPLANNED
from scheduler.notices.listing import HELD, PAUSED, ListedPerson, NoticeLine, NoticeState
from scheduler.notices.mail_actions import PAUSED_ALL

_SKIPPED: Mapping[str, str] = {
    "by_hand": N_("Skipped by a person."),
    "told_by_change": N_("The mail about the change says the same."),
    "reminds_of_nothing": N_("It would remind of a mail that had only just gone."),
    "kallelse_gone": N_("The notice of meeting had gone already."),
    "newer_reminder": N_("A newer reminder goes in its place."),
    "kallelse_waits": N_("The notice of meeting has not been let go."),
    "approved": N_("The notice of meeting is approved."),
}

_LOST: Mapping[str, str] = {
    "hard": N_("It did not reach %(name)s. The address %(email)s does not exist."),
    "mailbox_full": N_("It did not reach %(name)s. The mailbox %(email)s is full."),
    "too_big": N_("It did not reach %(name)s. The mail server found the mail too big."),
    "policy": N_("It did not reach %(name)s. The mail server refused it."),
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button: what it does to the letters of those ids."""

    do: str
    ids: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sentence about one person, the mail server's own words, and what can be done; `mend` is a page."""

    text: str
    words: str
    remedies: list[Remedy]
    mend: str = ""


def troubles(line: NoticeLine, council: Council, says: Language, *, now: datetime) -> list[Trouble]:
    """One for each person whom the mail may not have reached, and for each that has waited for hours."""
    found = (_trouble(to, council, says, now) for to in line.audience)
    return [trouble for trouble in found if trouble]


def _trouble(to: ListedPerson, council: Council, says: Language, now: datetime) -> Trouble | None:
    who, remedies = to.name or to.email, _remedies(to, council, says)
    if to.has_bounced:
        text = says("It came back: it did not reach %(name)s, %(email)s.", name=who, email=to.email)
        return Trouble(text, to.reply, remedies, _mend(to, council))
    match to.state:
        case State.UNCERTAIN:
            text = says(
                "%(name)s may or may not have got it: our mail server never finished its answer.",
                name=who,
            )
            return Trouble(text, to.reply, remedies)
        case State.SUPPRESSED:
            text = says(
                "It was not sent to %(name)s, since mail to %(email)s did not arrive before.",
                name=who,
                email=to.email,
            )
            return Trouble(text, to.reply, remedies, _mend(to, council))
        case State.FAILED:
            sentence = _LOST.get(to.reason, N_("It did not reach %(name)s, %(email)s."))
            mend = _mend(to, council) if to.reason in ("hard", "mailbox_full") else ""
            return Trouble(says(sentence, name=who, email=to.email), to.reply, remedies, mend)
        case State.EXPIRED if to.reason == HELD:
            text = says(
                "It was on hold until its time was over: %(name)s did not get it.", name=who
            )
            return Trouble(text, "", [])
        case State.EXPIRED:
            text = says("It could not be sent to %(name)s before its time was over.", name=who)
            return Trouble(text, to.reply, [])
    if to.tried_since and now - to.tried_since > TOLD_AFTER:
        text = says("We are still trying to reach %(name)s, %(email)s.", name=who, email=to.email)
        return Trouble(text, to.reply, [])
    return None


def _remedies(to: ListedPerson, council: Council, says: Language) -> list[Remedy]:
    """Nothing is sent again while all mail is paused."""
    if to.row_id is None:
        return []
    who, ids = to.name or to.email, (to.row_id,)
    sent = Remedy("sent", ids, says("Count as sent to %(name)s", name=who))
    again = Remedy("again", ids, says("Send again to %(name)s", name=who))
    return [again, sent] if to.may_go_again and not council.is_paused else [sent]


def copy(
    to: ListedPerson, line: NoticeLine, council: Council, says: Language, *, now: datetime
) -> Remedy | None:
    """The letter once more to one who got it but does not find it, while it still says something."""
    is_sent = to.state == State.SENT and line.kind not in UNPLANNED
    if council.is_paused or not is_sent or to.row_id is None or line.expires_at <= now:
        return None
    return Remedy("copy", (to.row_id,), says("Send again to %(name)s", name=to.name or to.email))


def again_to_all(line: NoticeLine, council: Council, says: Language) -> Remedy | None:
    """Where several may get it once more."""
    ids = tuple(to.row_id for to in line.audience if to.may_go_again and to.row_id is not None)
    if council.is_paused or len(ids) < 2:
        return None
    return Remedy("again", ids, says("Send again to all %(n)s", n=len(ids)))


def all_of_one(lines: Sequence[NoticeLine], council: Council, says: Language) -> list[Remedy]:
    """Of the mail of one person, where several letters did not arrive for their address's sake: settled at once."""
    lost = [to for line in lines for to in line.audience if to.is_address_dead and to.row_id]
    if len(lost) < 2:
        return []
    again = tuple(to.row_id for to in lost if to.may_go_again and to.row_id)
    may_go = len(again) > 1 and not council.is_paused
    ids = tuple(to.row_id for to in lost if to.row_id)
    found = [Remedy("sent", ids, says("Count all %(n)s as sent", n=len(ids)))]
    return (
        [Remedy("again", again, says("Send all %(n)s again", n=len(again))), *found]
        if may_go
        else found
    )


def reason(line: NoticeLine, council: Council, says: Language) -> str:
    """Why it does not go, did not go, or what happens if nobody does anything; empty where there is nothing to say."""
    at = Wall.at(line.expires_at, council.zone)
    when = says.short(at.date, at.time)
    match line.state:
        case NoticeState.HELD if line.reason == PAUSED:
            return says("It waits, since all mail is on hold.")
        case NoticeState.HELD:
            return says(
                "On hold. If nobody lets it go before %(when)s it is missed, and nobody gets it.",
                when=when,
            )
        case NoticeState.MISSED if line.reason == HELD:
            return says(
                "It was on hold until its time was over, %(when)s. Nobody got it.", when=when
            )
        case NoticeState.MISSED:
            return says("It could not go before its time was over, %(when)s.", when=when)
        case NoticeState.SKIPPED:
            return says(_SKIPPED[line.reason]) if line.reason in _SKIPPED else _unsent(line, says)
    return ""


def who_held(held: Change | None, line: NoticeLine, council: Council, says: Language) -> str:
    """Who put it on hold, and when; empty where nobody did."""
    if held is None:
        return ""
    at = Wall.at(held.at, council.zone)
    told = {"who": held.by_name, "when": says.short(at.date, at.time)}
    is_all = held.subject == PAUSED_ALL
    is_person = held.by_kind == ActorKind.ACCOUNT and held.by_name
    if is_all and is_person:
        return says("%(who)s put all mail on hold on %(when)s.", **told)
    if is_all:
        return says("All mail was put on hold on %(when)s.", when=told["when"])
    if is_person:
        return says("%(who)s put it on hold on %(when)s.", **told)
    return says("It was put on hold on %(when)s.", when=told["when"])


def _unsent(line: NoticeLine, says: Language) -> str:
    """Of letters that were ordered and then no longer to go."""
    reasons = {to.reason for to in line.audience}
    if not line.audience:
        return says("There was nobody to send it to, or another mail said the same.")
    if "no longer to have it" in reasons or ADDRESS_CHANGED in reasons:
        return says("Those it was for were no longer to have it, or have a new address.")
    return says("It was no longer true when it was to go.")


def _mend(to: ListedPerson, council: Council) -> str:
    """Where the address is kept; the list where the person has no place on the council."""
    if to.term_id is None:
        return url_for("members.index", slug=council.slug)
    return url_for("members.member", slug=council.slug, member_id=to.term_id)
