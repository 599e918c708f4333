"""The lines one after the other: headings hold for what stands below them, and what is said once holds for many."""

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.years.recognise.headings import NAMED, PART_OF, VERBS, alike, fold
from scheduler.years.recognise.lexicon import Lexicon, Role
from scheduler.years.recognise.line import in_month
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Draft, Heading, LineRead, Pages, Reasons, Said, Told

LEFT_OUT = Role.DEADLINE | Role.RESERVE
LONGEST_HEADING = 8
TORN = 2
"""So many bodies' headings without a day between them are the head of a table that lost its shape."""


class Standing(NamedTuple):
    """What holds where the next line stands."""

    section: int = 0
    group: int = 0
    years: tuple[int, ...] = ()
    month: int = 0
    body: str | None = None
    parent: str | None = None
    weekday: int = 0
    role: int = 0
    is_record: bool = False
    unknown: str = ""
    seen: int = 0
    empty: int = 0


class Step(NamedTuple):
    """What one line adds."""

    standing: Standing
    drafts: tuple[Draft, ...] = ()
    said: tuple[Said, ...] = ()
    faults: Reasons = ()
    below: bool = False


def fold_lines(reads: Sequence[LineRead], words: Lexicon) -> Pages:
    standing = Standing()
    drafts: list[Draft] = []
    said: list[Said] = []
    faults: list[tuple[int, Reason]] = []
    names: set[str] = set()
    for n, read in enumerate(reads):
        behind = next((later.kind for later in reads[n + 1 : n + 3] if later.text), "")
        step = _step(standing, read, behind, words)
        standing = step.standing._replace(seen=standing.seen + len(step.drafts))
        if step.below and drafts:
            doubts = (*drafts[-1].doubts, Reason.of("off_unsure"))
            drafts[-1] = drafts[-1]._replace(doubts=doubts)
        drafts += step.drafts
        said += step.said
        faults += [(read.number, fault) for fault in (*read.faults, *step.faults)]
        if read.kind == "rest" and read.heading.body:
            names.add(read.heading.body)
    return Pages(tuple(drafts), tuple(said), tuple(faults), frozenset(names))


def _step(standing: Standing, read: LineRead, behind: str, words: Lexicon) -> Step:
    if read.kind == "row":
        return Step(standing, tuple(_draft(standing, one, Heading()) for one in read.told))
    if read.kind == "days":
        return _days(standing, read)
    if read.kind == "dates":
        return _dates(standing, read)
    if read.kind in ("heading", "head"):
        return _heading(standing, read, behind, words)
    return Step(standing)


# lines with meetings


def _dates(standing: Standing, read: LineRead) -> Step:
    heading = read.heading
    if standing.role & LEFT_OUT and not heading.roles & Role.MEETING:
        return Step(standing)
    if standing.role & Role.RECORD:
        return Step(standing, faults=(Reason.of("left_out"),))
    is_dated = read.told[0].first.year and not heading.years  # "Mødedato: 8. oktober 2027"
    if is_dated and heading.roles & Role.HEAD_DATE and not heading.roles & Role.MEETING:
        if standing.is_record:
            return Step(standing, faults=(Reason.of("left_out"),))
        read = read._replace(told=tuple(_asked(one) for one in read.told))
    if heading.years:
        standing = standing._replace(years=heading.years)
    return Step(
        standing._replace(empty=0 if standing.empty < TORN else standing.empty),
        tuple(_draft(standing, one, heading) for one in read.told),
    )


def _asked(told: Told) -> Told:
    return told._replace(doubts=(*told.doubts, Reason.of("meeting_unsure")))


def _days(standing: Standing, read: LineRead) -> Step:
    """Days below the name of their month; without one only what surely is a day is told of."""
    if not standing.month:
        sure = len(read.text) < 24 or any(one.weekday or one.hours for one in read.told)
        return Step(standing, faults=(Reason.of("no_day"),) if sure else ())
    if standing.role & LEFT_OUT:
        return Step(standing)
    if standing.empty >= TORN:
        return Step(standing, faults=(Reason.of("cells_unsure"),))
    told = [in_month(one, standing.month) for one in read.told]
    if read.text.strip(" .").isdigit():  # may be a cell
        told = [_asked(one) for one in told]
    return Step(standing, tuple(_draft(standing, one, read.heading) for one in told))


def _draft(standing: Standing, told: Told, heading: Heading) -> Draft:
    doubts = list(told.doubts)
    if standing.empty >= TORN:
        doubts.append(Reason.of("cells_unsure"))
    if standing.role & Role.CANCEL and not standing.role & Role.LIST:
        doubts.append(Reason.of("off_unsure"))
    return Draft(
        told._replace(cancelled=told.cancelled or bool(standing.role & Role.CANCEL)),
        standing.section,
        standing.group,
        standing.years,
        told.body or heading.body or standing.body,
        told.weekday or heading.weekday or standing.weekday,
        standing.unknown,
        tuple(doubts),
        hours=told.hours,
        place=told.place or heading.place,
    )


# headings


def _heading(standing: Standing, read: LineRead, behind: str, words: Lexicon) -> Step:
    heading, text = read.heading, read.text.strip()
    if not text:
        return Step(standing)
    if heading.stars:
        return Step(standing, said=_footnote(standing, heading))
    if heading.roles & (Role.STALE | Role.SINCE) and not heading.roles & (Role.MEETING | Role.LIST):
        return Step(standing)
    if heading.roles & Role.BODY and not heading.body and "   " in text:  # two columns
        standing = standing._replace(empty=TORN)
    is_sentence = text.endswith((".", "!")) or len(heading.unknown) > 4
    if is_role := _role_step(standing, heading, text, behind, is_sentence):
        return is_role
    said = _said(standing, heading, is_sentence)
    standing = _with_year(standing, heading, is_sentence)
    is_other = (
        is_sentence and bool(standing.body) and not alike(standing.body or "", heading.body or "")
    )
    if is_other and heading.body and behind in ("dates", "days"):
        standing = standing._replace(unknown=heading.body)
    elif heading.body and not heading.pairs and (not is_sentence or behind in ("dates", "days")):
        standing = _with_body(standing, heading.body, words)
        said = tuple(one._replace(section=standing.section, body=None) for one in said)
    elif _is_unknown(heading, text, is_sentence) and behind in ("dates", "days"):
        standing = standing._replace(unknown=" ".join(heading.unknown), group=standing.group + 1)
    if heading.weekday:
        standing = standing._replace(weekday=heading.weekday)
    return Step(standing, said=said)


def _role_step(
    standing: Standing, heading: Heading, text: str, behind: str, is_sentence: bool
) -> Step | None:
    """A heading that gives what stands below it another role: called off, deadlines, minutes."""
    named = heading.roles & (Role.MEETING | Role.LIST)
    if heading.roles & Role.RECORD and not heading.roles & Role.LIST:
        role = Role.RECORD if standing.seen else 0
        years = standing.years if standing.seen else heading.years
        return Step(standing._replace(is_record=True, role=role, years=years))
    if heading.roles & Role.CANCEL and standing.seen and not text.endswith(":"):
        return Step(standing, faults=(Reason.of("off_unsure"),), below=True)
    if is_sentence or heading.hours or text.startswith("("):
        return None
    if heading.roles & Role.CANCEL:
        sure = Role.LIST if text.endswith(":") else 0
        return Step(standing._replace(role=Role.CANCEL | sure, group=standing.group + 1))
    is_head = text.endswith(":") or behind in ("dates", "days")
    if heading.roles & LEFT_OUT and is_head and not named and not heading.body:
        return Step(standing._replace(role=heading.roles & LEFT_OUT, group=standing.group + 1))
    return None


def _with_year(standing: Standing, heading: Heading, is_sentence: bool) -> Standing:
    """The year and month that hold from here on."""
    known = heading.roles & NAMED or heading.body or len(heading.unknown) < 3
    if heading.years and known and not (is_sentence and heading.unknown):
        group = standing.group + 1
        standing = standing._replace(years=heading.years, month=0, group=group, role=0, unknown="")
        standing = standing._replace(is_record=False)
    if len(heading.months) == 1 and not heading.unknown and not is_sentence:
        standing = standing._replace(month=heading.months[0], role=0)
    elif heading.months or heading.body:
        standing = standing._replace(month=0)
    if heading.roles & NAMED and not heading.roles & LEFT_OUT and not is_sentence:
        standing = standing._replace(role=0, is_record=False, group=standing.group + 1)
    return standing


def _with_body(standing: Standing, body: str, words: Lexicon) -> Standing:
    is_part = all(words.sense(word).roles & Role.PART for word in body.casefold().split())
    parent = standing.parent if is_part and standing.parent else body
    name = body if parent == body else f"{parent}{PART_OF}{body}"
    if standing.body and fold(name) == fold(standing.body):
        return standing._replace(unknown="", role=0)
    empty = standing.empty + 1 if standing.section and not is_part else 0
    return standing._replace(
        empty=empty,
        section=standing.section + 1,
        group=standing.group + 1,
        body=name,
        parent=parent,
        unknown="",
        role=0,
        weekday=0,
    )


def _is_unknown(heading: Heading, text: str, is_sentence: bool) -> bool:
    """A name in no list, alone on its line: it may be a body."""
    is_short = len(text.split()) < LONGEST_HEADING and not is_sentence and text[:1].isupper()
    begins = text.split()[0].lower().strip(":") in heading.unknown
    return is_short and bool(heading.unknown) and (begins or not heading.roles & NAMED)


def _said(standing: Standing, heading: Heading, is_sentence: bool) -> tuple[Said, ...]:
    """The hours and place that it tells for many."""
    if standing.is_record and not standing.seen:
        return ()
    if heading.roles & (Role.DEADLINE | Role.STALE) and not heading.roles & Role.BEGINS:
        return ()
    at = standing.seen
    if heading.pairs:
        return tuple(Said(0, at, hours, body=body) for body, hours in heading.pairs)
    told = []
    odd = Role.DEADLINE | Role.STALE | Role.EXCEPT | Role.OR | Role.ASIDE
    unsure = bool(heading.roles & odd) or len(heading.hours) > 1 or len(heading.unknown) > 3
    body = heading.body if is_sentence else None
    section = 0 if body else standing.section
    is_alone = len(heading.hours) == 1 and not heading.roles & (Role.EXCEPT | Role.RULE)
    of_months = heading.roles & VERBS and is_sentence and is_alone
    months = heading.months if of_months else ()
    if heading.hours:
        one = Said(section, at, heading.hours[0], body=body, months=months)
        told.append(one._replace(is_unsure=unsure, is_sentence=is_sentence))
    if heading.place:
        told.append(Said(section, at, place=heading.place, body=body))
    return tuple(told)


def _footnote(standing: Standing, heading: Heading) -> tuple[Said, ...]:
    hours = heading.hours[0] if heading.hours else None
    return (Said(0, standing.seen, hours, stars=heading.stars),)
