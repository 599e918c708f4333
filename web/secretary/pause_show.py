"""That all mail is paused, in words; and what happens when it goes again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.notices import pause
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import NoticeLine, NoticeState
from web.secretary.member_words import Option


@dataclass(frozen=True, slots=True)
class Late:
    """A mail that should have gone, and what may be said of it."""

    key: str
    title: str
    about: str
    url: str
    choices: list[Option]


@dataclass(frozen=True, slots=True)
class ResumePage:
    """`told` are sentences on what happens by itself."""

    late: list[Late]
    lead: str
    told: list[str]


def since(council: Council, says: Language) -> str:
    """The line on every page of a council that is paused; empty for one that is not."""
    if council.paused_at is None:
        return ""
    at = Wall.at(council.paused_at, council.zone)
    return says(
        "All mail has been on hold since %(when)s. No planned mail goes until someone lets it go again.",
        when=says.short(at.date, at.time),
    )


def waits(council: Council, n: int, says: Language) -> str:
    """What becomes of a mail to `n` people, where all mail is paused; empty where it is not, or nobody gets one."""
    if n == 0 or not council.is_paused:
        return ""
    told = says.count(
        "%(n)s person is to get a mail about it. It waits until someone lets mail go again: all mail is on hold.",
        "%(n)s people are to get a mail about it. It waits until someone lets mail go again: all mail is on hold.",
        n,
    )
    late = says("If its time has passed by then, you choose whether it goes.")
    return f"{told} {late}"


def page(
    council: Council,
    lines: Sequence[NoticeLine],
    on_its_way: int,
    says: Language,
    *,
    now: datetime,
) -> ResumePage:
    late = pause.late_lines(lines, now)
    told = []
    if on_its_way:
        told.append(
            says.count(
                "%(n)s mail was on its way when all mail was put on hold. It goes on, if it is still true.",
                "%(n)s mails were on their way when all mail was put on hold. They go on, if they are still true.",
                on_its_way,
            )
        )
    told.append(says("What is planned for later goes at its time."))
    if any(_was_missed(line, council, now) for line in lines):
        told.append(says("What is too late to send is not sent. It stands as missed under Mail."))
    return ResumePage(
        late=[_late(line, council, says, now) for line in late],
        lead=says.count(
            "%(n)s mail should have gone while all mail was on hold. Choose what to do with it.",
            "%(n)s mails should have gone while all mail was on hold. Choose what to do with each.",
            len(late),
        )
        if late
        else says("No mail waits for you to choose what to do with it."),
        told=told,
    )


def _was_missed(line: NoticeLine, council: Council, now: datetime) -> bool:
    """Its time was over while all was paused."""
    assert council.paused_at
    return line.state is NoticeState.MISSED and council.paused_at <= line.expires_at <= now


def _late(line: NoticeLine, council: Council, says: Language, now: datetime) -> Late:
    at = Wall.at(line.due_at, council.zone)
    people = says.count("%(n)s person", "%(n)s people", len(line.audience))
    about = [says.short(at.date, at.time), people]
    if line.meeting:
        about.append(says("Meeting %(day)s", day=says.short(line.meeting.starts.date)))
    choices = [
        Option("hold", says("Leave it on hold, and decide later"), True),
        Option("skip", says("Skip it"), False),
    ]
    if line.expires_at > now + FIVE_MINUTES:
        choices.insert(1, Option("send", says("Send it in five minutes"), False))
    return Late(
        key=line.key,
        title=says(KINDS[line.kind].name),
        about=" · ".join(about),
        url=url_for("mail.letter", slug=council.slug, key=line.key),
        choices=choices,
    )
