"""Lists of people as councils write them: everybody in a text, and why a line was doubted or not read."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scheduler.councils.members_file_words import name_key
from scheduler.councils.recognise import listing, person, table, words
from scheduler.councils.recognise.listing import Line, Section
from scheduler.councils.recognise.model import Attendance, LineRead, Mention, People, Reason, Seen

__all__ = ["Attendance", "People", "Reason", "Seen", "recognise"]

Everyone = dict[str, list[Mention]]
Told = set[Attendance | None]


def recognise(text: str, *, language: str = "sv") -> People:
    """Everybody in the text, each once. Never raises. The words of all languages are known, whatever `language` is."""
    return _people([*_reads(listing.read_lines(text))])


def _reads(lines: Sequence[Line]) -> Iterator[LineRead]:
    """What each line gives. The section and the table that hold go from line to line."""
    opening = [piece for line in lines if line.text for piece in listing.split(line.text)][:2]
    is_headed = any(head and head.is_list for head, _ in map(listing.headed, lines))
    is_sure = not is_headed or all(person.read_person(piece).name for piece in opening)
    heads = [head.facts for line in lines if (head := words.heading(line.text))]
    is_nested = sum(("deputy", "") in facts for facts in heads) > 1
    section = Section(is_sure=is_sure, is_nested=is_nested)
    now: table.Table | None = None
    for at, line in enumerate(lines):
        below = [other.text for other in lines[at + 1 : at + 3]]
        if found := table.table_head(line.text):
            now, section = found, section._replace(organisation="", is_open=True, is_sure=True)
            unused = Reason("columns_not_used", {"columns": found.unused})
            yield LineRead(line.number, (), (unused,) if found.unused else ())
        elif now and (alone := table.alone(line.text)):
            read, section = listing.read_listing(line._replace(text=alone), section, "-")
            yield read
        elif now and (table.row_of(line.text)[1:] or (now.has_commas and "," in line.text)):
            if not re.fullmatch(r"[\s|:+=-]+", line.text):
                yield table.row(line, now, section)
        else:
            has_rows = any(table.row_of(text)[1:] for text in below)
            now = now if has_rows or not line.text.strip() else None
            read, section = listing.read_listing(line, section, "".join(below[:1]))
            is_title = len(read.mentions) < 2 and not any(one.facts for one in read.mentions)
            if not section.is_sure and is_title:  # or a name alone, above the first heading
                reasons = (Reason("not_understood"),) if read.mentions else ()
                read = LineRead(line.number, (), reasons)
            yield read


class _Pair(NamedTuple):
    """By key, who stands in for whom. `came`: at this meeting, and not whenever needed. `doubt` is a code."""

    deputy: str
    other: str
    came: bool
    doubt: str = ""
    is_sure: bool = True


def _people(reads: Sequence[LineRead]) -> People:
    """Each person once, and who came for whom."""
    mentions = [mention for read in reads for mention in read.mentions]
    reasons = [(read.number, reason) for read in reads for reason in read.reasons]
    told: Told = {mention.status for mention in mentions}
    everyone: Everyone = {}
    for mention in mentions:
        everyone.setdefault(name_key(mention.name), []).append(mention)
    ties = [(one, fact) for one in mentions for fact in one.facts if fact.kind in words.TIES]
    pairs: list[_Pair] = []
    for one, (kind, name) in ties:
        pair = _pair(one, kind, name, everyone, Attendance.ABSENT in told)
        pairs += [pair] if pair else []
        if code := pair.doubt if pair else "unknown_deputy":
            params = {"name": one.name if pair else name, "other": name}
            reasons.append((one.line, Reason(code, params)))
    for found in everyone.values():
        if {Attendance.PRESENT, Attendance.ABSENT} <= {one.status for one in found}:
            reasons.append((found[-1].line, Reason("both_statuses", {"name": found[0].name})))
    by_line: dict[int, tuple[Reason, ...]] = {}
    for number, reason in sorted(reasons, key=lambda pair: pair[0]):
        by_line[number] = (*by_line.get(number, ()), reason)
    seen = [_seen(whose, everyone, pairs, told) for whose in everyone]
    return People(tuple(sorted(seen, key=lambda one: one.line)), by_line)


def _named(name: str, line: int, everyone: Everyone) -> str:
    """The key of whom is named; one who is named only there is added. Empty for a lone name of nobody or many."""
    whose = name_key(name)
    if " " not in name and whose not in everyone:
        alike = [known for known in everyone if whose in known.split()]
        return alike[0] if len(alike) == 1 else ""
    everyone.setdefault(whose, [Mention(line, name, is_implied=True)])
    return whose


def _pair(one: Mention, tie: str, name: str, everyone: Everyone, is_told: bool) -> _Pair | None:
    """Who stands in for whom by one tie; None where the name is of nobody, or of many."""
    own, other = name_key(one.name), _named(name, one.line, everyone)
    is_absent, is_present = (one.status is s for s in (Attendance.ABSENT, Attendance.PRESENT))
    if not other:
        return None
    if tie == "tie: unclear" and is_absent:
        return _Pair(other, own, True, "read_as_replaced", is_sure=False)
    if tie == "tie: unclear":
        is_settled = any(found.status is Attendance.ABSENT for found in everyone[other])
        return _Pair(own, other, True, "" if is_settled else "read_as_came_for", is_sure=False)
    if tie == "tie: replaced by":
        is_odd = is_present and not one.has("note")
        return _Pair(other, own, True, "both_present" if is_odd else "")
    if tie in ("tie: has deputy", "tie: has personal deputy"):
        came = tie == "tie: has deputy" and is_told and not is_present
        return _Pair(other, own, came, "read_as_replaced" if came and not is_absent else "")
    is_serving = tie == "tie: stands for" and (is_present or is_told)
    return _Pair(own, other, tie == "tie: came for" or is_serving)


def _seen(whose: str, everyone: Everyone, pairs: Sequence[_Pair], told: Told) -> Seen:
    found, own = everyone[whose], [pair for pair in pairs if pair.deputy == whose]
    of = {pair.came: everyone[pair.other][0].name for pair in own}
    replaced = any(pair.came and pair.other == whose for pair in pairs)
    return Seen(
        line=found[0].line,
        name=found[0].name,
        details=person.details([fact for one in found for fact in one.facts]),
        status=_status(found, told, served=True in of, replaced=replaced),
        substitutes_for=of.get(True),
        deputy_for=of.get(False),
        deputy=any(pair.is_sure for pair in own) or any(one.has("deputy") for one in found),
        listed=any(one.has("listed") for one in found),
        implied=found[0].is_implied,
    )


def _status(found: Sequence[Mention], told: Told, *, served: bool, replaced: bool) -> Attendance:
    present, absent = Attendance.PRESENT, Attendance.ABSENT
    own = {one.status for one in found}
    if (present in own) != (absent in own):
        return present if present in own else absent
    if served or replaced:
        return present if served else absent
    is_here = absent in told or (present in told and Attendance.CALLED not in own)
    is_known = not found[0].is_implied and present not in own
    return present if is_here and is_known else Attendance.CALLED
