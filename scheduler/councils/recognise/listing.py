"""From the text to what each line gives: cleaned lines, headings, and lists of people."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from scheduler.councils import cells
from scheduler.councils.recognise import person, words
from scheduler.councils.recognise.model import DOUBTS, Attendance, Fact, LineRead, Mention, Reason
from scheduler.councils.recognise.words import Heading

_BLANKS = dict.fromkeys(map(ord, "\xa0\u2007\u2009\u202f\x0b\x0c\u2028\u2029\x85"), " ")
_ODD = _BLANKS | dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"), "")
_DRESS = re.compile(r"^[ \t]*(?:>[ \t]?)+|\*\*|__|^#{1,6} +", re.MULTILINE)
_RUN = re.compile(r"~~([^~]+)~~")
_BULLET = re.compile(r" *(?:[-–—•·*▪◦●○■]|((?:§ *)?\(?\d{1,3}[.)]?|[a-z]\)))[ \t]+(?=[^\W\d]|~)")
_NEW_LIST = re.compile(r"(?<=[^.\s])[.;]\s+(?=[A-ZÅÄÖ][^:.,;()]{2,40}:\s)")
_PIECE = re.compile(r"(?:\([^()]*\)?|\"[^\"]*\"|(?!\s{3})[^,;\t|(\"]|\")+")
_AND = re.compile(r"(?:^|\s+)(?:och|samt|and|sekä|ja|og|und|&)\s+", re.IGNORECASE)
_LABEL = re.compile(r"([^:,;<>@~\t]{2,60}):\s*")
_WORDS = r"([A-ZÅÄÖØÆÉ][\w-]+(?: [A-ZÅÄÖØÆÉ][\w-]+)?)"
_FAMILY_FIRST = re.compile(  # `"Ek, Anna" <` and `Ek, Anna <`
    rf"(?:\"|^|(?<=[;>]) *|(?<=>,) *){_WORDS}, {_WORDS}\"?(?= *<| +[^\s<>@]+@)"
)
_QUOTED_NAME = re.compile(r"[\"'“”]([^\"'“”<>]+)[\"'“”](?=\s*<)")


class Line(NamedTuple):
    """`is_behind`: a heading, or a label, stands before it on the same line of the text."""

    number: int
    text: str
    is_numbered: bool = False
    is_behind: bool = False


class Section(NamedTuple):
    """What holds for the lines to come. `is_sure`: they are people. `last` is the line that named somebody last."""

    heading: Heading = Heading()
    organisation: str = ""
    is_open: bool = True
    is_sure: bool = True
    is_nested: bool = False  # each organisation has deputies of its own
    last: Line = Line(-1, "")


def read_lines(text: str) -> list[Line]:
    """The lines without mark-up and bullets, struck words between `~~`; several lists on a line are lines each."""
    text = unicodedata.normalize("NFC", "\n".join(cells.lines(text.translate(_ODD))))
    text = re.sub(r"~~( *)~~", r"\1", _DRESS.sub("", text))
    text = _RUN.sub(lambda run: re.sub(r"[^,;\t]*[^,;\t\s]", r"~~\g<0>~~", run[1]), text)
    out: list[Line] = []
    for number, whole in enumerate(text.split("\n"), start=1):
        for part in _NEW_LIST.split(whole):
            bullet = _BULLET.match(part)
            part = part[bullet.end() if bullet else 0 :].rstrip(" ")
            if out and out[-1].text and _goes_on(out[-1].text, part):
                out[-1] = out[-1]._replace(text=f"{out[-1].text} {part.strip()}")
            else:
                out.append(Line(number, part, is_numbered=bool(bullet and bullet[1])))
    return out


def _goes_on(before: str, text: str) -> bool:
    """Whether a running list was broken between the lines."""
    if before.count(",") < 2 or re.search(r"\t|\s{3,}", before) or not text:
        return False
    last = before.rsplit(",", 1)[1].strip()
    is_cut = " " not in last and last.istitle() and not words.has_word_of(last, "organisations")
    return before.count("(") > before.count(")") or (is_cut and text[0].isupper())


def headed(line: Line) -> tuple[Heading | None, str]:
    """The heading that the line is or begins with, and what follows on the line."""
    text = line.text.strip()
    first, _, behind = text.partition("\t")
    heads = [(first, behind)]
    if label := _LABEL.match(text):
        heads.append((label[1], text[label.end() :]))
    for head, rest in heads:
        if heading := words.heading(head):
            return heading, rest
    heading, rest = words.begins("" if label else text)
    if heading and is_group(rest):  # `Ersättare Polisen`
        return heading._replace(facts=(*heading.facts, Fact("organisation", rest))), ""
    is_list = heading is not None and heading.is_list
    return (
        (heading, rest)
        if is_list and rest and person.read_person(split(rest)[0]).name
        else (None, "")
    )


def read_listing(line: Line, section: Section, following: str) -> tuple[LineRead, Section]:
    """What the line gives, and the section that holds after it."""
    text, nothing = line.text.strip(), LineRead(line.number)
    heading, rest = headed(line)
    follows = line.number - section.last.number == 1
    is_own = follows and not rest and not following.strip() and text[-1:] != ":"
    if heading and (heading.is_list or section.is_open) and not is_own:
        is_sure, is_nested = section.is_sure or heading.is_list, section.is_nested
        body = section.organisation if is_nested and Fact("deputy") in heading.facts else ""
        below = Section(heading, body, is_sure=is_sure, is_nested=is_nested)
        return _in_list(line, rest, below) if rest else (nothing, below)
    label = _LABEL.match(text)
    if words.is_matter(label[1] if label else text.split("\t")[0]):
        is_alone = label is None or not text[label.end() :] or "\t" in text
        return nothing, section._replace(is_open=section.is_open and not is_alone)
    if not text or not section.is_open or words.tells(text, "vacant", "greetings"):
        return nothing, section
    if _ends_list(line, section):
        unread = (Reason("not_understood"),) if follows else ()
        return LineRead(line.number, (), unread), section._replace(is_open=False)
    return _in_list(line, text, section)


def _ends_list(line: Line, section: Section) -> bool:
    """A numbered point, or a sentence below a blank line: the matters of the meeting begin."""
    last = section.last
    if (
        last.number < 0
        or not section.heading.status
        or person.read_person(split(line.text)[0]).name
    ):
        return False
    is_sentence = len(line.text.split()) > 5 and line.number - last.number > 1
    return is_sentence or (line.is_numbered and not last.is_numbered)


def is_group(text: str) -> bool:
    """`Polisen`: a known organisation alone on its line."""
    is_alone = not any(c in text for c in ",;\t@") and not person.name_first(text)[1]
    is_known = is_alone and words.has_word_of(text, "organisations")
    return is_known and [fact.kind for fact in person.person_facts(text)] == ["organisation"]


def _in_list(line: Line, text: str, section: Section) -> tuple[LineRead, Section]:
    """`text` is the line, or what stands behind a heading on it."""
    line = line._replace(is_behind=line.is_behind or text != line.text.strip())
    text = _QUOTED_NAME.sub(r"\1", _FAMILY_FIRST.sub(r"\2 \1", text.strip()))
    label = _LABEL.match(text)
    if label and not person.name_first(label[1])[1]:
        return _labelled(line, label[1].strip(), text[label.end() :], section)
    if is_group(text) and (section.organisation or line.number - section.last.number > 1):
        told = [fact.kind for fact in section.heading.facts[-1:]]
        is_end = section.is_nested or told == ["organisation"]
        heading = Heading(section.heading.status) if is_end else section.heading
        return LineRead(line.number), Section(heading, text, is_nested=section.is_nested)
    parts = [part for part in (text.split(";") if "," in text else [text]) if part.strip()]
    found = [people(line, split(part), section) for part in parts]
    mentions = tuple(mention for one in found for mention in one.mentions)
    reasons = tuple(reason for one in found for reason in one.reasons)
    last = line if mentions else section.last
    return LineRead(line.number, mentions, reasons), section._replace(last=last)


def _labelled(line: Line, label: str, rest: str, section: Section) -> tuple[LineRead, Section]:
    """`Polisen: Anna Ek, Bo Al`, or `Polisen:` above them."""
    heading, behind = words.begins(label)
    body, is_known = behind if heading else label, words.has_word_of(label, "organisations")
    if not body or not (is_known or (rest and not heading)):
        unread = LineRead(line.number, (), (Reason("not_understood"),))
        return unread, section._replace(heading=Heading())
    below = section._replace(organisation=body, last=Line(-1, ""))
    if not rest:
        return LineRead(line.number), below
    found, _ = _in_list(line, rest, below)
    doubt = () if is_known else (Reason("name_or_body", {"text": body}),)
    return found._replace(reasons=(*found.reasons, *doubt)), section._replace(last=line)


def split(text: str) -> list[str]:
    """The pieces between commas and the like; `och` parts those who are all named."""
    out: list[str] = []
    for piece in _PIECE.findall(text):
        parts = [part for part in _AND.split(piece) if part.strip()]
        out += parts if all(person.read_person(part).name for part in parts) else [piece]
    return [piece for piece in out if piece.strip(" .~")] or [""]


def people(line: Line, pieces: Sequence[str], section: Section) -> LineRead:
    """Everybody named. A lone second name may be an organisation's: it is taken for that, and marked."""
    parts = [person.read_person(piece) for piece in pieces]
    named = [part for part in parts if part.name]
    if not parts[0].name:
        return LineRead(line.number, (), (Reason("not_understood"),))
    has_address = any(fact.kind == "email" for fact in named[-1].facts)
    is_doubted = len(named) == 2 and not line.is_behind and not has_address
    groups: list[tuple[str, list[Fact]]] = []
    for part in parts:
        if part.name and not (groups and is_doubted):
            groups.append((part.name, [*part.facts]))
        else:
            groups[-1][1].extend([Fact("name_or_body", part.name)] if part.name else part.facts)
    found = tuple(mention(line, name, facts, section) for name, facts in groups)
    return LineRead(line.number, found, doubts(found, is_roll="@" in line.text))


def doubts(people: Sequence[Mention], *, is_roll: bool) -> tuple[Reason, ...]:
    """What is not sure about them. `is_roll`: whoever is struck out is a member no more."""
    told = [(one.name, fact) for one in people for fact in one.facts if fact.kind in DOUBTS]
    found = [Reason(fact.kind, {"name": name, "text": fact.text}) for name, fact in told]
    return tuple(reason for reason in found if is_roll or reason.code != "struck_out")


def mention(line: Line, name: str, facts: Sequence[Fact], section: Section) -> Mention:
    """Somebody, and what is told of all in the section with what is told of them."""
    notes = [fact for fact in section.heading.facts if fact.kind == "note"]
    of_all = [fact for fact in section.heading.facts if fact.kind != "note"]
    if section.organisation and not any(fact.kind == "organisation" for fact in facts):
        of_all.append(Fact("organisation", section.organisation))
    told = (Attendance(fact.kind) for fact in facts if fact.kind in [*Attendance])
    return Mention(line.number, name, next(told, section.heading.status), (*notes, *facts, *of_all))
