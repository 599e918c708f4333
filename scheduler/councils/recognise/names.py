"""What a person's name looks like in running text, and what only resembles one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.councils.recognise import body_words, given, words

MOST_WORDS = 6
LONGEST_GIVEN = 12
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}[^\W\d_]\.")
MOST_OF_A_TITLE = 8
_BODIES = body_words.ORGANISATIONS | body_words.PARTY_NAMES | body_words.HOUSES
_BEFORE_NAMES = words.OFFICES | words.CO_OPTED | words.MEMBERS | words.DEPUTIES | words.GUESTS


def bare(word: str) -> str:
    """The word as the vocabulary has it: lower case, no punctuation around."""
    return word.casefold().strip(".,:;()[]*_\"'”“’–-!?")


def is_title(word: str) -> bool:
    """A word for what somebody is or does: `områdeschef`, `Sekreterare`."""
    known = bare(word)
    whole = known in words.TITLES or known.endswith(words.TITLE_ENDINGS)
    return whole or known.removesuffix("in").endswith(words.TITLE_ENDINGS)  # Architektin


def is_organisation(word: str) -> bool:
    """A word that belongs to a body: `Polisen`, `Fastighetsägarna`, `SDN`."""
    known = bare(word)
    if known in _BODIES or word.strip(".,:;()") in body_words.ABBREVIATIONS:
        return True
    return known.endswith(body_words.ORGANISATION_ENDINGS)


def is_place(text: str) -> bool:
    """`Konferensrum Almen`, `Meeting Room`, `Teams-möte`: where people meet."""
    first, *further = [*map(bare, text.split()[:2])] or [""]
    is_room = further == ["room"] and first in body_words.BEFORE_ROOM
    return (
        is_room
        or first.endswith(body_words.PLACE_ENDINGS)
        or first.split("-")[0] in body_words.PLACES
    )


def is_abbreviation(word: str) -> bool:
    letters = word.strip(".,:;()-")
    if len(letters) == 3 and letters[1] == "-":
        return False  # C-G: the initials of a name
    return len(letters) > 1 and letters.isupper() and letters.replace("-", "").isalpha()


def is_name_word(word: str) -> bool:
    """A capitalised word of letters, hyphens and apostrophes, or an initial."""
    known = word.strip("\"'”“")
    if not known[:1].isupper() or bare(word) in words.HEADINGS:
        return False
    if _INITIALS.fullmatch(known) and known.isupper():
        return True
    core = known.rstrip(".") if len(known) <= 3 else known
    return all(c.isalpha() or c in "-'’´`\u0301" for c in core) and not core.endswith("-")


def length(tokens: Sequence[str]) -> int:
    """How many of the first words are one person's name; 0 when they are none.

    A name is at least two capitalised words, particles between them allowed, and ends before a
    word that belongs to a title or a body.
    """
    if tokens and tokens[0][:1].isupper() and tokens[0].casefold() in words.ARTICLES:
        return 0
    if tokens and (tokens[0] in words.NOT_FIRST or bare(tokens[0]) in body_words.DISTRICTS):
        return 0  # `der Stadt Ekdorf`
    if tokens and is_place(" ".join(tokens[:2])):
        return 0
    shouted = all(is_abbreviation(token) for token in tokens[:2])
    end = count = 0
    for at, token in enumerate(tokens[: MOST_WORDS + 1]):
        if at and (is_company(token) or token.endswith(("'s", "’s"))):
            return 0  # `Planbyrån Nord AB`
        if at and (token in body_words.REGISTERED or _is_finnish_body(tokens[: at + 1])):
            return 0
        if count and is_organisation(token) and bare(tokens[at - 1]) in body_words.DISTRICTS:
            return 0  # `Longmere Parish Council`
        is_letters = is_abbreviation(token) and not shouted and (at or token not in words.CALLED_BY)
        is_body = is_organisation(token) or is_letters
        is_office = is_title(token) and not (at and bare(token) in words.ALSO_FAMILY_NAMES)
        if is_name_word(token) and not is_body and not is_office:
            end, count = at + 1, count + 1
        elif (count > 1 and token == "vom") or not (  # `Anna Ek vom Sportverein`
            token.casefold() in words.PARTICLES and (at or token.islower())
        ):
            is_of_body = count == at and bare(token) in body_words.ENGLISH_BODIES
            if is_of_body and len(tokens) == at + 1 and not given.is_known(tokens[0]):
                return 0  # `Village Hall Trust`
            break
    return end if count >= 2 and end <= MOST_WORDS else 0


def is_company(token: str) -> bool:
    """The letters behind a company's name: `AB`, `A/S`."""
    return token in body_words.COMPANY_LETTERS or (
        token[:1].isupper() and bare(token) in body_words.COMPANIES
    )


def _is_finnish_body(tokens: Sequence[str]) -> bool:
    """`Eläkeliiton Suvannon yhdistys`: genitives, and behind them a body in small letters."""
    *owners, body = tokens
    is_bent = all(owner[:1].isupper() and owner.endswith("n") for owner in owners)
    return is_bent and body.islower() and body.endswith(body_words.FINNISH_BODIES)


def is_name(text: str) -> bool:
    """The whole text is one person's name."""
    tokens = text.split(None, MOST_WORDS + 1)
    return bool(tokens) and length(tokens) == len(tokens)


def starts(text: str) -> bool:
    """The text begins with a person, a title before the name allowed."""
    return bool(split(text)[1])


def split(text: str) -> tuple[str, str, str]:
    """What stands before the name, the name, and what follows; no name gives ("", "", text).

    Before a name only titles and bodies may stand: `Ordförande Anna Ek`, `Polisen Bo Al`.
    """
    tokens = text.split()
    at = _skip(tokens)
    size = length(tokens[at : at + MOST_WORDS + 1])
    if not size and at == 0 and len(tokens) > 2:
        # `Norra Skolan Bo Al`, `Clinical Professor Bo Al`: only the second word is known.
        for later in range(1, min(len(tokens) - 2, 4)):
            is_known = is_organisation(tokens[later]) or is_title(tokens[later])
            if is_known and all(t[:1].isupper() for t in tokens[:later]):
                at = later + 1
                size = length(tokens[at : at + MOST_WORDS + 1])
                break
    if not size and _is_addressed(tokens, at):
        size = 1
    if size < 2 and _is_like_a_title(tokens, at):
        size = 2
    if not size:
        return "", "", text
    name = " ".join(tokens[at : at + size])
    if name.count('"') != 2 or name[0] == name[-1]:  # and not `Anna "Ninni" Ek`
        name = name.strip("\"'”“")
    before = [
        token
        for k, token in enumerate(tokens[:at])
        if not _is_honorary(tokens, k)
        and (bare(token) not in words.COURTESIES or _is_office(tokens, k))
    ]
    return " ".join(before), name, " ".join(tokens[at + size :])


def _is_office(tokens: Sequence[str], at: int) -> bool:
    """The courtesy is an office by the word before it: `County Councillor Anna Ek`."""
    return at > 0 and is_title(tokens[at]) and tokens[at - 1].casefold() in words.MODIFIERS


def _is_addressed(tokens: Sequence[str], at: int) -> bool:
    """`Herr Ek`: a family name alone, which only the courtesy before it tells to be one."""
    if not 0 < at < len(tokens) or not any(bare(t) in words.ADDRESSED for t in tokens[:at]):
        return False
    return is_name_word(tokens[at]) and not (is_organisation(tokens[at]) or is_title(tokens[at]))


def _is_like_a_title(tokens: Sequence[str], at: int) -> bool:
    """`Bauamtsleiter Anna Hofmeister`: behind a title and a given name a family name that resembles one."""
    if not at or len(tokens) < at + 2 or not is_title(tokens[at - 1]):
        return False
    first, family = tokens[at : at + 2]
    is_given = is_name_word(first) and not (is_organisation(first) or is_title(first))
    is_known = bare(family) in words.TITLES or bare(family) in words.TITLE_ENDINGS
    return is_given and is_name_word(family) and is_title(family) and not is_known


def _skip(tokens: Sequence[str]) -> int:
    """How many words before a name are titles, their modifiers or bodies."""
    at = 0
    while at < len(tokens[:6]):
        token = tokens[at]
        known = token.casefold()
        is_before = (
            known in words.MODIFIERS or _is_honorary(tokens, at) or bare(token) in words.COURTESIES
        )
        is_before = is_before or is_title(token) or is_organisation(token)
        is_before = is_before or (at == 0 and _leads(tokens))
        if not is_before and bare(token) not in _BEFORE_NAMES:
            break
        at += 2 if bare(token) in body_words.HOUSES else 1
    return _skip_field(tokens, at)


def _is_honorary(tokens: Sequence[str], at: int) -> bool:
    """One of the two words of `Dr. h. c. Anna Ek`, and no initials."""
    around = "".join(tokens[max(0, at - 1) : at + 2]).casefold()
    return tokens[at].casefold() in ("h.", "c.") and "h.c." in around


def _leads(tokens: Sequence[str]) -> bool:
    """Whether the first word is a class, short for an office, or too long for a given name.

    `1A Anna Ek`, `GR Anna Ek`, `Verwaltungsfachwirtin Anna Ek`.
    """
    letters = tokens[0].rstrip(".:")
    if 1 < len(letters) < 4 and letters[0].isdigit() and letters[-1].isalpha():
        return True
    is_told = is_abbreviation(letters) and len(letters) < 4 and letters not in words.CALLED_BY
    is_told = is_told and not is_abbreviation(tokens[1]) if len(tokens) > 1 else False
    is_long = len(letters) > LONGEST_GIVEN and letters.isalpha()
    return (is_told or is_long) and length(tokens[1 : MOST_WORDS + 2]) > 1


def _skip_field(tokens: Sequence[str], at: int) -> int:
    """How many words, when a small-lettered title goes on: `chef för vård och omsorg Bo Al`."""
    end = at
    while end < len(tokens) and end < MOST_OF_A_TITLE and _is_of_field(tokens[end]):
        if tokens[end].casefold() in words.PARTICLES or tokens[end].endswith((",", ":")):
            break
        end += 1
    title = tokens[:end]
    is_told = any(is_title(t) or is_occupation(t) for t in title)
    return end if is_told and title[-1] not in words.JOINING else at


def _is_of_field(word: str) -> bool:
    """A word in small letters, or half of one: `Barn- och utbildningschef`."""
    return word[:1].islower() or (len(word) > 3 and word.endswith("-"))


def is_occupation(word: str) -> bool:
    """A small-lettered word with the ending of those who do something: `fritidsforskare`."""
    is_long = len(word) > 5 and word.islower() and word not in words.FILLERS
    return is_long and word.endswith(words.OCCUPATION_ENDINGS) and word not in words.COMPARED
