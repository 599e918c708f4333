"""One person with what is said of them: `Ove Ek (S), ordförande SDN Öster, t.o.m. § 5`."""

from __future__ import annotations

import re

from scheduler.councils.recognise import body_words, given, links, names, remarks, titles, words
from scheduler.councils.recognise.marks import STRUCK
from scheduler.councils.recognise.values import Attendance, Mention, Reading
from scheduler.councils.words import has_left

_EMAIL = re.compile(
    r"<?(?:mailto:)?\b([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?"
)
_PHONE = re.compile(
    r"(?:(?:tfn|tel|tlf|puh|mobil|telefon|phone)\b[.:]*\s*(\+?\d[\d\s()/-]{5,18}\d)"
    r"|(?<!\d)(?!\d\d?/\d\d?/\d{4}\b)((?:\+|0)\d[\d\s()/-]{5,18}\d))(?!\w)",
    re.I,
)
_DEPUTY = re.compile(
    r"(?:(?P<idle>(?:ej|icke|inte)\s+)?(?:(?:tgj|tj(?:g|änstg(?:ör|örande)?))\.?\s*)(?:ers(?:ättare|\.)?)?"
    r"|(?:personlig\s+)?ers(?:ättare|\.)?|suppl(?:eant|\.)?|deputy|substitute|varajäsen|vara)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s+(?=kl\b|§|(?!(?-i:Tom)\b)t\.?\s?o\.?\s?m\b|fr\.?\s?o\.?\s?m\b|via\b|på distans|ej\b|\d(?![:.][ea]\b))",
    re.IGNORECASE,
)
# `ersättare i stället för Bo Al`
_SERVES = re.compile(
    r"\bt(?:gj|jg|jän)|\b(?:ersättare|suppleant|varamedlem|varajäsen|substitute|deputy)\b.*\b(?:för|for)\s",
    re.IGNORECASE,
)
# `saknar personlig ersättare`, `ersättare utses senare`
_NO_DEPUTY = re.compile(
    r"(?:saknar|har ing[ea]n|lacks|has no|har ikke|uden|uten|utan|without|ohne|hat keine[nr]?|ei)\b"
    r"|\S+\s+(?:(?:utses|väljs|tillsätts|anmäls|ej utsedd|vakant|saknas|velges|vælges|udpeges|utpekes"
    r"|oppnevnes|nimetään|valitaan|to be|vacant|wird|folgt|mangler|ubesatt?)\b|[–-]$|n\.?\s?n\b)",
    re.IGNORECASE,
)
# `2. klasse`, `åk 3`, `4B`: whom a parent speaks for.
_CLASS = re.compile(
    r"(?:\d{1,2}\.?\s?(?:klasse?|trinn|luokka|årskurs(?:en)?)|\d{1,2}[a-zåäö]"
    r"|(?:åk\.?|årskurs|klasse?|class|year|luokka|trinn)\s?\d{1,2}\s?[a-z]?)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d\.\s?(?=[^\W\d_])")  # `1. Vorsitzende`
_QUOTES = ('"', "“", "”", "„", "»", "«")
MOST_STRUCK = 6
LONGEST_REMARK = 40
_MEMBERS = words.MEMBERS | words.GUESTS
_SAID_OF_MEMBERS = _MEMBERS | words.MODIFIERS
_ROLE_SHORT = {
    "ordf": "ordförande",
    "ordföranden": "ordförande",
    "sekr": "sekreterare",
    "v": "vice",
    "viceordförande": "vice ordförande",
    "cllrs": "Cllr",
    "councillors": "Councillor",
}


def begin(text: str, line: int) -> Mention | None:
    """The person the text begins with, and all it says of them; None when it begins with no one."""
    outside, inside = _parentheses(text)
    is_struck = outside.lstrip().startswith(STRUCK)
    plain, emails, phones = _reached(outside.replace(STRUCK, " "))
    around = " .:;,-–—" if plain.count('"') == 2 else " .:;,-–—\"'"
    before, name, rest = names.split(plain.strip(around))
    if not name or is_sentence(rest):
        return None
    if len(inside) > 1 and text.rstrip().endswith(")") and links.find(rest):
        rest = f"{rest} ({inside.pop()})"
    mention = Mention(line, name, is_struck=is_struck)
    mention.email, mention.phone = next(iter(emails), None), next(iter(phones), None)
    inside = _without_persons(mention, inside)
    for piece in (before, *(part for whole in inside for part in _parts(whole)), rest):
        add(mention, piece)
    return mention


def fill(mention: Mention, cell: str) -> None:
    """What a column of offices has for the person: `Schatzmeister; Protokoll`.

    A word that names no known body is what somebody does there: `Safeguarding`.
    """
    for part in filter(None, map(str.strip, cell.split(";"))):
        is_first = not mention.organisation
        add(mention, part)
        if (
            is_first
            and mention.organisation == part
            and not any(map(names.is_organisation, part.split()))
        ):
            mention.organisation = None
            _set_role(mention, part)


def _without_persons(mention: Mention, inside: list[str]) -> list[str]:
    """What stands in parentheses, but for persons, who are somebody's deputies: `Anna Ek (Bo Al)`."""
    kept: list[str] = []
    for whole in inside:
        link = links.bare(whole) if given.is_person(whole.replace(STRUCK, "")) else None
        if link:
            mention.links.append(link)
        else:
            kept.append(whole)
    return kept


def is_sentence(rest: str) -> bool:
    """`Anna Ek hälsade alla välkomna till mötet` names somebody but lists no one."""
    tokens = rest.split(None, 12)
    small = [t for t in tokens if t.rstrip(".,!").isalpha() and t.islower()]
    is_told = (
        remarks.NOTE.match(rest)
        or remarks.HERE.match(rest)
        or remarks.AWAY.match(rest)
        or _DEPUTY.match(rest)
        or (_NO_DEPUTY.match(rest) and _is_of_deputies(rest))
        or links.find(rest)
        or _is_whence(tokens)
    )
    return len(small) > 2 and not is_told and not any(names.is_title(t) for t in tokens[:4])


def _is_whence(tokens: list[str]) -> bool:
    """`från kultur- och fritidsnämnden`: a body, and nothing after it that it did."""
    if not tokens or names.bare(tokens[0]) not in words.WHENCE:
        return False
    return (
        next((at for at, t in enumerate(tokens) if names.is_organisation(t)), 0) == len(tokens) - 1
    )


def add(mention: Mention, text: str) -> None:
    """Takes up what one phrase says of the person."""
    is_struck = text.lstrip().startswith(STRUCK)
    struck = [part for part in text.split(STRUCK) if part.strip()] if is_struck else []
    if len(struck) > 1 and len(struck) < MOST_STRUCK:
        for part in struck:  # `~~Kyrkan~~ ersätts av Bo Al`
            add(mention, part)
        return
    outside, inside = _parentheses(text)
    inside = _without_persons(mention, inside)
    if inside and links.find(text):
        _phrase(mention, text)
        return
    for piece in (outside, *(part for whole in inside for part in _parts(whole))):
        plain, emails, phones = _reached(piece)
        mention.email = mention.email or next(iter(emails), None)
        mention.phone = mention.phone or next(iter(phones), None)
        if plain := plain.strip(" .:;,-–—"):
            _phrase(mention, plain)


def excuse(mention: Mention) -> None:
    """Of somebody who did not come, what is no office and no body is why: `Anna Ek (ferie)`."""
    role = mention.role
    if role and (remarks.is_excuse(role) or remarks.is_no_office(role)):
        mention.notes.append(role)
        mention.role = None
    if mention.organisation and remarks.is_excuse(mention.organisation):
        mention.notes.append(mention.organisation)
        mention.organisation = None


def _parts(text: str) -> list[str]:
    return [text] if links.find(text) else re.split(r"[,;]| - | – ", text)


def _parentheses(text: str) -> tuple[str, list[str]]:
    """The text outside parentheses, and each outermost pair's inside; one left open closes last."""
    if "(" not in text and "[" not in text:
        return text, []
    outside, inside, depth, start = [], [], 0, 0
    for at, c in enumerate(text):
        if c in "([":
            if depth == 0:
                outside.append(text[start:at])
                start = at + 1
            depth += 1
        elif c in ")]" and depth:
            depth -= 1
            if depth == 0:
                inside.append(text[start:at])
                start = at + 1
    (inside if depth else outside).append(text[start:])
    return " ".join(outside), inside


def below(mention: Mention, text: str) -> bool:
    """Takes what stands alone on a line below the name; whether it was nothing else.

    That is an address, a number, or a remark on the part of the meeting: `poistui 14:35`.
    """
    plain, emails, phones = _reached(text)
    if (
        len(text) < LONGEST_REMARK
        and remarks.tells_part(text)
        and not remarks.is_vacant(text)
        and not emails
        and not phones
    ):
        mention.notes.append(text)
    elif plain.strip(" .:;,-–—|") or not (emails or phones):
        return False
    mention.email = mention.email or next(iter(emails), None)
    mention.phone = mention.phone or next(iter(phones), None)
    return True


def _reached(text: str) -> tuple[str, list[str], list[str]]:
    """The text without e-mail addresses and telephone numbers, and those."""
    emails = _EMAIL.findall(text) if "@" in text else []
    if emails:
        text = _EMAIL.sub(" ", text)
    phones = [" ".join((told or plain).split()) for told, plain in _PHONE.findall(text)]
    return (_PHONE.sub(" ", text) if phones else text), emails, phones


def _phrase(mention: Mention, text: str) -> None:
    if link := links.find(text):
        mention.links.append(link)
        mention.notes += filter(None, [link.remark])
        serves = link.reading is not Reading.REPLACED_BY and bool(_SERVES.search(text))
        mention.is_deputy = mention.is_deputy or serves
        return
    text = text.replace(STRUCK, "").strip(" .:;,-–—")
    lowered = text.casefold()
    if not text:
        return
    if _is_initials(mention.name, text):
        return
    if links.is_party(text) and not (mention.party and len(text) > 2):
        mention.party = text.strip(". ").upper()
    elif links.is_party_name(text):
        mention.party = text
    elif has_left(text):
        mention.notes.append(text)
    elif remarks.AWAY.fullmatch(text):
        mention.status = Attendance.ABSENT
    elif (part := remarks.part_attended(text)) is not None:
        mention.status = Attendance.PRESENT
        mention.notes += filter(None, [part])
    elif found := _DEPUTY.fullmatch(text):
        mention.is_deputy = True
        if found["idle"]:
            mention.notes.append("ej tjänstgörande")
    elif (label := text.partition(":"))[1] and remarks.is_vacant(label[2].strip()):
        return  # `ersättare: vakant`
    elif lowered in words.DEPUTIES:
        mention.is_deputy = True
    elif _NO_DEPUTY.match(text) and _is_of_deputies(text):
        mention.lacks_deputy = True
    elif lowered in words.APPROVERS:
        mention.is_approver = True
    elif lowered in words.KEEPING:
        _set_role(mention, text)
    elif _is_of_members(lowered.split()) and not names.is_title(text):
        return
    elif _CLASS.fullmatch(text):
        _set_organisation(mention, text)
    elif (nth := _ORDINAL.match(text)) and names.is_title(text[nth.end() :].split()[0]):
        _describe(mention, text)
    elif remarks.AWAY.match(text) or remarks.NOTE.match(text):
        if remarks.is_away(text):
            mention.status = Attendance.ABSENT
        mention.notes.append(text)
    else:
        _describe(mention, text)


def _is_initials(name: str, text: str) -> bool:
    """`Anna Ek-Dal (AED)`: the letters she is called by further down, unless they are a party's."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word)
    is_called = len(text) > 1 and text.isupper() and text in (initials, initials.upper())
    return is_called and not links.is_party_name(text)


def _is_of_members(tokens: list[str]) -> bool:
    """`ledamot`, `beratendes Mitglied`: one of those who meet, or a guest."""
    return tokens[-1] in _MEMBERS and {*tokens[:-1]} <= _SAID_OF_MEMBERS


def _is_of_deputies(text: str) -> bool:
    return not words.DEPUTIES.isdisjoint(map(names.bare, text.split()[:4]))


def _describe(mention: Mention, text: str) -> None:
    """A title, a body, or a title at a body; what is quoted is a remark."""
    if text[:1] in _QUOTES:
        mention.notes.append(text.strip("".join(_QUOTES)))
        return
    for preposition in titles.PREPOSITIONS:
        is_number = text[:2] == "I "  # `I varapuheenjohtaja`
        if text[:1].lower() + text[1 : len(preposition)] == preposition and not is_number:
            text = text[len(preposition) :].strip()
            is_office = names.is_title(text) and text.islower()  # `Fra forvalter: Anna Ek`
            (_set_role if is_office else _set_organisation)(mention, text)
            return
    last = text.rpartition(" ")[2]
    if " " in text and (
        last in body_words.REGISTERED
        or last in body_words.COMPANY_LETTERS
        or names.bare(last) in body_words.COMPANIES
    ):
        _set_organisation(mention, text)  # `Målarmästare Ek AB`
        return
    text = text.removeprefix("als ").removeprefix("as ")
    if text[:4].casefold() == "the " and not any(map(names.is_organisation, text.split())):
        _set_role(mention, text[4:])
        return
    text, *remarks = _REMARK.split(text.strip(), maxsplit=1)
    mention.notes += remarks
    title, body = titles.of(text.split())
    if title:
        _set_role(mention, title)
    if body:
        _set_organisation(mention, body)


def _set_role(mention: Mention, title: str) -> None:
    """A role on the council comes before a title from elsewhere, which becomes a note."""
    spelled = titles.spelled(" ".join(_ROLE_SHORT.get(names.bare(w), w) for w in title.split()))
    if not mention.role:
        mention.role = spelled
    elif _is_of_council(spelled) and not _is_of_council(mention.role):
        mention.notes.append(mention.role)
        mention.role = spelled
    elif spelled.casefold() != mention.role.casefold():
        mention.notes.append(spelled)


def _is_of_council(role: str) -> bool:
    return role.casefold().endswith(words.COUNCIL_OFFICES)


def _set_organisation(mention: Mention, body: str) -> None:
    if not mention.organisation:
        mention.organisation = body
    elif body != mention.organisation:
        mention.notes.append(body)
