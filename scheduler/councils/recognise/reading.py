"""The people of one section: its rows as a table has them, its lines as a list has them."""

from __future__ import annotations

import re

from scheduler.councils.recognise import (
    broken,
    headings,
    links,
    lists,
    names,
    person,
    remarks,
    tables,
    turned,
    wrapped,
)
from scheduler.councils.recognise.sections import Section
from scheduler.councils.recognise.values import Attendance, Link, Mention, Reading, Reason

# `Anna Ek X`, and what is told of her after it: `Anna Ek X, ej § 4`.
_MARK = re.compile(r"(?<=\S)\s+[xX✓✔](?=$|\s*[,;(]|\s+§)")
_BOX = re.compile(r"\[\s?([xX✓✔]?)\s?\]\s*(?=\w)")
_LEGEND = re.compile(r"\(?\S{1,3}\s*=\s*\w")  # what the marks of a list mean
# `Starttid <tab> 2027-04-18, 13:55`: a field of a form
_FIELD = re.compile(r"\d(?:[\d./ -]*\d\d?[:.]\d\d|[\d ]*(?:h|min|s|m)\b)")
# `Beginn: 19.00 Uhr`, of the meeting
_HOUR = re.compile(
    r"(?:(?:kl|klo|at)\.?\s*)?\d{1,2}(?:[.:]\d\d\b|\s*(?:uhr|am|pm)\b)", re.IGNORECASE
)
_LABEL = re.compile(r"([^:(),;<>@\d~]{2,60}):\s+(?=\S)")
_DASH = re.compile(r"\s[-–—]\s")
_CLASS = re.compile(
    r"((?:åk\.? ?|år |klass ?|class |year |klasse ?|luokka )?\d{1,2} ?[A-Za-zÅÄÖ]?):\s+(?=\S)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hej|hejsan|hallå|god dag|hälsningar|(?:med\s+)?vänlig(?:a)? hälsning(?:ar)?|mvh|tack|hi|hello"
    r"|dear|(?:kind|best) regards|regards|hei|moi|terveisin|ystävällisin|hilsen|med venlig|mvh|hallo"
    r"|(?:mit )?freundlichen? grüßen|här kommer|here (?:is|are)|nedan|bifogat)\b",
    re.IGNORECASE,
)


def people(section: Section) -> tuple[list[Mention], list[int]]:
    """Everybody in the section, and the lines on which nobody was found."""
    found = tables.people(section.rows, section.number)
    missed = [
        r.line
        for r in section.rows
        if any(r.cells) and not remarks.is_vacant(r.cells[0]) and not tables.is_nobody(r)
    ]
    listed, lost = _listed(section)
    found += listed
    if section.heading.role and found:
        found[0].role = found[0].role or section.heading.role
    return found, missed + lost


def _listed(section: Section) -> tuple[list[Mention], list[int]]:
    labels: dict[int, str] = {}
    marked: set[int] = set()
    begun: set[int] = set()
    lines: list[tuple[int, str]] = []
    group = ""
    parties = {number for number, text in section.lines if links.is_party_name(text)}
    boxed = False
    for number, written in section.lines:
        is_party = number in parties
        if is_party and lines and not group and len(parties) * 2 >= len(section.lines):
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}, {written}")  # each one's own
            continue
        if is_party or headings.is_group(written):
            group = written.strip(" :")
            continue
        text, label = _unlabelled(turned.addressed(written))
        labels[number] = label or group
        begun |= {number} if label else set()
        if box := _BOX.match(text):
            boxed = True
            text = text[box.end() :] + (" x" if box[1] else "")
        if _MARK.search(text):
            marked.add(number)
            text = _MARK.sub("", text, count=1)
        lines.append((number, text))
    rows = broken.joined(turned.listed(wrapped.whole(lines, begun)))
    found, missed = _people(rows, labels, section)
    for mention in found:
        mention.section = section.number
        if (mention.status or section.status) is Attendance.ABSENT:
            person.excuse(mention)
        person.add(mention, labels.get(mention.line, ""))
        if marked or boxed:
            _mark(mention, section, is_marked=mention.line in marked)
    return found, missed


def _people(
    rows: list[list[lists.Piece]], labels: dict[int, str], section: Section
) -> tuple[list[Mention], list[int]]:
    """Everybody on the rows of a list, and the lines that nobody was found on."""
    one_each = lists.attributes_follow(rows)
    has_pairs = section.status is None and lists.deputies_follow(rows)
    found: list[Mention] = []
    missed: list[int] = []
    for row in rows:
        if row and _is_hour_of_all(labels.get(row[0].line, ""), _text(row)):
            continue
        is_of_absent = section.status is Attendance.ABSENT
        here = list(lists.people(row, one_each=one_each, is_of_absent=is_of_absent))
        if has_pairs and len(here) == 2 and here[1].is_deputy:
            here[0].links.append(Link(Reading.HAS_DEPUTY, here[1].name))
        is_told = bool(found) and not here and person.below(found[-1], _text(row))
        if not here and row and not is_told and not _is_no_one(row):
            missed += [piece.line for piece in row]
        found += here
    return found, missed


def _mark(mention: Mention, section: Section, *, is_marked: bool) -> None:
    """A cross at the end of the line, whose column can be told only where there is but one."""
    if not section.heading.is_split:
        mention.status = Attendance.PRESENT if is_marked else Attendance.ABSENT
        return
    mention.status = Attendance.CALLED
    reason = Reason("lost_columns", {"name": mention.name}, is_error=True)
    mention.reasons.append(reason)


def _unclassed(text: str) -> tuple[str, str]:
    """`1A: Anna Ek` without the class; a number alone, `2: Bo Al`, may be that of the line."""
    found = _CLASS.match(text)
    if not found:
        return text, ""
    return text[found.end() :], found[1] if found[1][-1].isalpha() else ""


def _unlabelled(text: str) -> tuple[str, str]:
    """`Polisen: Anna Ek, Bo Al` without the body that all on the line are from."""
    found = _LABEL.match(text)
    if not found:
        return _unclassed(text)
    _, name, rest = names.split(_DASH.split(found[1], maxsplit=1)[0])
    if names.is_name(found[1]) or (_DASH.search(found[1]) and name and not rest):
        return text, ""  # `Anna Ek – ersättare: Bo Al`
    return text[found.end() :], found[1].strip()


def _is_hour_of_all(label: str, text: str) -> bool:
    """`Ended: 9 pm`: when the meeting did, and not the person above, who may have `Left: 8 pm`."""
    return bool(label and _HOUR.match(text)) and not remarks.tells_part(label)


def _text(row: list[lists.Piece]) -> str:
    return " ".join(piece.text for piece in row)


def _is_no_one(row: list[lists.Piece]) -> bool:
    """A vacant place, a greeting, or a sentence: nobody is missed there."""
    text = _text(row)
    tokens = text.split(None, 40)
    is_sentence = text.endswith(".") or (text[:1].isupper() and len(row) == 1)
    if len(tokens) > 4 and is_sentence and not any(t[:1].isupper() for t in tokens[1:]):
        return True
    if _LEGEND.match(text) or (len(row) > 1 and _FIELD.match(" ".join(p.text for p in row[1:]))):
        return True
    return remarks.is_vacant(text) or remarks.is_vacant(row[0].text) or bool(_GREETING.match(text))
