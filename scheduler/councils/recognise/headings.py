"""A heading of an attendance list: whether those under it came, and as what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.councils.recognise import body_words, lists, names, person, titles, turned, words
from scheduler.councils.recognise.values import Attendance

LONGEST, LONGEST_PIECE = 80, 400
LONGEST_LETTERS = 4  # `VD`, `PCSO`
_PARENTHESIS = re.compile(r"\([^()]*\)")
# `Adjungerad under punkt 3`
_PART = re.compile(
    r"\s+(?:(?:under|vid|för|for|zu|at|på|til|till)\s+)?(?:§{1,2}|punkt(?:erna)?|pkt\.?|TOP|items?|ärende|sak)\s*"
    r"\d[\d\s,–-]*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[,;(\t]")
_TOKEN = re.compile(r"[^\s,;/&]+")
_STOP = re.compile(r"(?<=\w{2})\.\s")
# `Deltagare, brukarrådet`, `Attendance – Board of Trustees`: the body stands behind.
_BODY = re.compile(r"(?:,|\s[-–—])\s+|\s+(?=(?:i|vid|på|från|til|fra|ved|at|of|der|des)\s)")
_COMPOUND = re.compile(
    r".{3,}(representant(?:er|erna|ene)|ledamöter(?:na)?|medlem(?:mar|mer|mene|marna)|ersättare|edustajat"
    r"|jäsenet|mitglieder|vertreter)"
)
_GROUP = re.compile(r"([^:(),;<>@\d~]{2,60}):")
MOST_OF_A_LABEL = 8
_OFFICE_WORDS = words.OFFICES | words.MODIFIERS | words.COPULAS | words.DEPUTY_ADJECTIVES | {"vid"}
_RUN_ON = words.HEADINGS | words.FILLERS
_MEET = words.DEPUTIES | words.MEMBERS
_TOLD = words.PRESENT | words.ABSENT


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of those under it; `status` is None where it does not tell."""

    status: Attendance | None = None
    is_deputies: bool = False
    is_approvers: bool = False
    is_split: bool = False  # says both came and did not come: the columns of a table
    role: str = ""
    note: str = ""
    is_other_matter: bool = False
    is_ahead: bool = False  # of a meeting to come
    is_remarks: bool = False  # what is told of some who may have been listed before


@dataclass(frozen=True, slots=True)
class Headed:
    """A line that begins with a heading, and what stands after it on the line."""

    heading: Heading
    rest: str
    offset: int


def find(line: str) -> Headed | None:
    """The heading the line is or begins with; None for a line of another sort."""
    colon = line.find(":", 0, LONGEST)
    while colon > 0 and line[colon - 1].isdigit() and line[colon + 1 : colon + 2].isalpha():
        colon = line.find(":", colon + 1, LONGEST)  # 1:e vice ordförande
    if colon > 0:
        heading = of(line[:colon]) or _title(line[:colon]) or _loose(line[:colon])
        if heading:
            rest = line[colon + 1 :]
            if heading.is_other_matter and _is_keeper(line[:colon], rest):
                heading = Heading(role="sekreterare")
            return Headed(heading, rest.strip(), len(line) - len(rest.lstrip()))
    if len(line) <= LONGEST and (heading := of(line) or _of_body(line)):
        return Headed(heading, "", len(line))
    tab = line.find("\t", 0, LONGEST)
    if tab > 0 and (heading := of(line[:tab])) and heading.is_other_matter:
        return Headed(heading, line[tab:].strip(), len(line))
    return _run_on(line) or _from_body(line)


def is_group(text: str) -> bool:
    """A body on a line of its own, above those who are from it."""
    if _GROUP.fullmatch(text):
        return True
    tokens = text.split(None, 5)
    first = text.partition("/")[0]  # `Anna Ek/elevrådet`
    is_plain = 0 < len(tokens) < 5 and not set(text) & set(",;:()@~\t")
    return is_plain and any(map(_is_of_group, tokens)) and not names.starts(first)


def _is_of_group(token: str) -> bool:
    is_body = names.is_organisation(token) or names.is_company(token)
    return is_body or token in body_words.REGISTERED


def _of_body(line: str) -> Heading | None:
    """`Deltagare, brukarrådet`: a heading of attendance, and behind it whose meeting it was."""
    parts = _BODY.split(line, maxsplit=1)
    heading = of(parts[0]) if len(parts) > 1 and line[:1].isupper() else None
    if not heading or not heading.status or heading.is_split:
        return None
    is_body = any(map(names.is_organisation, parts[1].split())) and not names.starts(parts[1])
    return heading if is_body and not _FIRST.search(parts[1]) else None


def _from_body(line: str) -> Headed | None:
    """`Från förvaltningen deltog Anna Ek`: whom a body sent, the body kept as their label."""
    tokens = [*_TOKEN.finditer(line, 0, LONGEST)][:MOST_OF_A_LABEL]
    is_from = bool(tokens) and is_whence(tokens[0][0])
    for at, token in enumerate(tokens[1:] if is_from else (), start=1):
        heading = of(token[0])
        rest = line[token.end() :].strip()
        if heading and heading.status and names.starts(_FIRST.split(rest, maxsplit=1)[0]):
            first = 0 if at == 1 else tokens[1].start()
            body = line[first : token.start()].strip()
            return Headed(heading, f"{body}: {rest}", len(line))
    return None


def is_whence(word: str) -> bool:
    """`Från`, `Hallinnosta`: the word tells where those who follow are from."""
    known = names.bare(word)
    is_bent = word[:1].isupper() and len(known) > 6 and known.endswith(words.ELATIVES)
    return known in words.WHENCE or is_bent


def _loose(label: str) -> Heading | None:
    """`Ikke til stede grunnet sykdom`, `Till mötet den 5 maj kallas`: told among words not known."""
    tokens = _paired([names.bare(t) for t in _TOKEN.findall(label)])
    is_told = len(tokens) < 8 and not _TOLD.isdisjoint(tokens)
    is_told = is_told or (len(tokens) < 10 and not words.SUMMONED.isdisjoint(tokens))
    is_plain = not any(c in label for c in "(),;@~") and not names.starts(label)
    return _meaning(tokens, label) if is_told and is_plain else None


def _title(label: str) -> Heading | None:
    """`Rektor: Eva Ek`: what somebody is, before the name."""
    tokens = label.split()
    is_role = 0 < len(tokens) < 4 and all(
        names.is_title(token) or token.casefold() in words.MODIFIERS for token in tokens
    )
    return Heading(role=_told(label.strip())) if is_role else None


def _is_keeper(title: str, rest: str) -> bool:
    """`Protokoll: Eva Ek`: who wrote the minutes."""
    return (
        names.bare(title) == "protokoll" and names.starts(rest.rstrip(" .")) and len(rest) < LONGEST
    )


def _run_on(line: str) -> Headed | None:
    """`Närvarande Anna Ek, Bo Al`: a heading without a colon, and then a name."""
    end = 0
    for token in _TOKEN.finditer(line, 0, LONGEST):
        if _uncompounded(names.bare(token[0])) not in _RUN_ON:
            break
        end = token.end()
    rest = line[end:].strip(" ,–-\t")
    is_column = line[end : end + 2].isspace() or line[end : end + 1] == "\t"
    spoken = turned.line(rest) if is_column else rest  # `Närvarande   Ek, Anna`
    label = {names.bare(t) for t in _TOKEN.findall(line[:end])}
    is_whence = label <= words.MAIL  # `Från Polisen Anna Ek`
    if {"minutes", "meeting"} <= label:
        return None  # `Minutes of the meeting of Ekby Residents Association`
    is_addressed = label <= words.COURTESIES  # `Cllr Anna Ek`
    heading = of(line[:end]) if end and not is_whence and not is_addressed else None
    sentence = _STOP.split(spoken[:LONGEST_PIECE], maxsplit=1)[0]
    first = next(iter(lists.pieces(sentence, 0)), None)
    if (
        not heading
        or not first
        or heading.is_other_matter
        or person.is_sentence(names.split(lists.plain(first.text))[2])
        or not any(map(_starts_with_name, (spoken, sentence)))
    ):
        return None
    return Headed(heading, rest, line.find(rest, end))


def _starts_with_name(text: str) -> bool:
    return names.starts(_FIRST.split(text.replace("~~", ""), maxsplit=1)[0].rstrip(". "))


def of(text: str) -> Heading | None:
    """The heading that the whole text is. A count or remark in parentheses does not matter."""
    if len(text) > LONGEST:
        return None
    if any(names.starts(remark[1:-1]) for remark in _PARENTHESIS.findall(text)):
        return None  # `Ordföranden (Anna Ek)`
    part = _PART.search(text)
    said = text[: part.start()] if part else text
    tokens = [names.bare(t) for t in _TOKEN.findall(_PARENTHESIS.sub(" ", said))]
    tokens = _paired([_uncompounded(t) for t in tokens if t and not t.isdigit()])
    if not tokens:
        return None
    if tokens[0] in words.OTHER_MATTERS and words.ABSENT.isdisjoint(tokens):
        is_short = len(tokens) <= 6
        return Heading(is_other_matter=True) if is_short else None
    known = set(tokens)
    if not known.isdisjoint(words.GONE) and not known.isdisjoint(words.MEMBERS):
        return Heading(is_other_matter=True)  # `Tidigare ledamöter`
    if tokens[0] in words.REMARKS and len(tokens) < 3:
        return Heading(is_remarks=True)
    if len(tokens) == 1 and known <= words.MAIL:
        return Heading(Attendance.CALLED)
    if not known <= words.HEADINGS | words.FILLERS or not known & words.HEADINGS:
        return None
    found = _meaning(tokens, said)
    return replace(found, note=f"{found.note} {part[0].strip()}".strip()) if part else found


def _uncompounded(token: str) -> str:
    """`personalrepresentanter` as what those are: a word of the headings."""
    if token[:-2] in words.OFFICES and token.endswith(words.ESSIVES):
        return token[:-2]  # `sihteerinä toimi Kari Ek`
    found = None if token in words.HEADINGS else _COMPOUND.fullmatch(token)
    return found[1] if found and found[1] in words.HEADINGS else token


def _paired(tokens: list[str]) -> list[str]:
    out: list[str] = []
    for token in tokens:
        if out and (whole := words.PAIRS.get((out[-1], token))):
            out[-1] = whole
        else:
            out.append(token)
    return out


def _meaning(tokens: list[str], text: str) -> Heading:
    known = set(tokens)
    status: Attendance | None = None
    denied = {b for a, b in pairwise(tokens) if a in words.NEGATIONS}
    denied |= {a for a, b in pairwise(tokens) if b in words.NEGATIONS and a in words.VERBS}
    came = known & words.PRESENT - {d for d in denied if d not in words.SERVING}
    if known & words.ABSENT or denied & words.PRESENT - words.SERVING:
        status = Attendance.ABSENT
    elif came:
        status = Attendance.PRESENT
    elif known & words.CALLED:
        status = Attendance.CALLED
    note = "adjungerad" if known & words.CO_OPTED else ""
    if denied & words.SERVING:
        note = "ej tjänstgörande"
    is_office = known <= _OFFICE_WORDS and bool(known & words.OFFICES) and "\t" not in text
    return Heading(
        status=status,
        is_deputies=not is_office and _is_of_deputies(tokens, text),
        is_approvers=bool(known & words.APPROVERS),
        is_split=bool(known & words.ABSENT and came),
        role=_office(text) if is_office else "",
        note=note,
        is_ahead=status is Attendance.CALLED and bool(known & words.SUMMONED),
    )


def _is_of_deputies(tokens: list[str], text: str) -> bool:
    """`Ersättare`, `Ersättare för ledamöter`, but not `Ledamöter och ersättare`."""
    known = {*tokens}
    if known.isdisjoint(words.DEPUTIES) or known.isdisjoint(words.MEMBERS):
        return not known.isdisjoint(words.DEPUTIES)
    is_both = not known.isdisjoint(words.CONJUNCTIONS) or any(c in text for c in ",;/&")
    first = next(t for t in tokens if t in _MEET)
    return not is_both and first in words.DEPUTIES


def _office(text: str) -> str:
    office = text.strip(" :.")
    is_keeper = any(
        word in office.casefold() for word in ("protokoll", "antecknade", "anteckning", "pennan")
    )
    return "sekreterare" if is_keeper else _told(_nominative(office))


def _told(office: str) -> str:
    """The office as it is spelled behind a name; one in capitals throughout in small letters."""
    is_shouted = office.isupper() and len(office) > LONGEST_LETTERS
    return titles.spelled(office.casefold() if is_shouted else office)


def _nominative(office: str) -> str:
    """`sihteerinä toimi` and `the clerk was` as the office alone."""
    tokens = [word for word in office.split() if word.casefold() not in words.COPULAS]
    return " ".join(map(_base, tokens))


def _base(word: str) -> str:
    """`sihteerinä` as `sihteeri`; a word that is not bent as it is written."""
    lowered = word.casefold()
    base = _uncompounded(lowered)
    return word if base == lowered else base
