"""A phrase said of a person as a title and the body it is held at: `rektor` and `Bodarskolan`."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.councils.recognise import names, words

PREPOSITIONS = (
    "från ",
    "fra ",
    "vom ",
    "von der ",
    "för ",
    "vid ",
    "på ",
    "i ",
    "hos ",
    "of ",
    "from ",
    "at ",
    "representerar ",
)
_NUMERALS = ("I", "II", "III")  # `I varapuheenjohtaja`
_LEADS_ON = ("of", "to", "for", "the")  # `Director of Finance`


def of(tokens: list[str]) -> tuple[str, str]:
    """The words of the title and the words of the body: `rektor`, `Bodarskolan`."""
    if not tokens:
        return "", ""
    has_title = any(names.is_title(token) for token in tokens)
    if not has_title and tokens[0].islower() and "vid" in tokens[1:-1]:
        at = tokens.index("vid")
        return " ".join(tokens[:at]), " ".join(tokens[at + 1 :])
    if not has_title:
        is_body = any(names.is_organisation(t) or t[:1].isupper() for t in tokens)
        return ("", " ".join(tokens)) if is_body else (" ".join(tokens), "")
    last = max(at for at, token in enumerate(tokens) if names.is_title(token))
    end = last + 1
    while end < len(tokens) and not _is_body(tokens[end]):
        end += 1
    rest = tokens[end:]
    if len(rest) == 1 and names.is_abbreviation(rest[0]) and tokens[last].endswith("chef"):
        return " ".join(tokens), ""
    if not rest or (tokens[end - 1] in _LEADS_ON and len(rest) < 3 and not _is_told_body(rest)):
        tokens, rest, end = tokens[:end] + rest, [], len(tokens)
        if compound := _compound(tokens, last):
            return compound
    before = 0
    while before < last and _is_of_body(tokens[before]):
        before += 1
    if before and not rest:
        return " ".join(tokens[before:]), " ".join(tokens[:before])
    while rest and tokens[end - 1] in _LEADS_ON:
        end -= 1
    return " ".join(tokens[:end]), " ".join(_without_preposition(rest))


def spelled(title: str) -> str:
    """The title as it stands within a sentence: `ordförande` for `Ordförande`.

    Its capital stays where others of its words have theirs, and in German: `School Business
    Manager`, `Vice-Chairman`, `Schriftführerin`.
    """
    is_plain = title[1:2].islower() and title[1:].islower()
    is_german = names.bare(title).endswith(words.GERMAN_TITLES)
    return title[0].lower() + title[1:] if is_plain and not is_german else title


def _compound(tokens: list[str], last: int) -> tuple[str, str] | None:
    """`Finance Officer`, `Fackligt ombud`, `Parent governor`: several words; a body before is none of it."""
    is_english = names.bare(tokens[last]).endswith(words.ENGLISH_TITLES)
    if is_english and tokens[last][0].isupper():
        bodies = [k for k in range(1, last) if last > 2 and names.is_organisation(tokens[k])]
        start = bodies[0] + 1 if bodies else 0
        return " ".join(tokens[start:]), " ".join(tokens[:start])
    if last and (_is_adjective(tokens[0], tokens[last]) or _is_of_kind(tokens)):
        return " ".join(tokens), ""
    return None


def _is_of_kind(tokens: list[str]) -> bool:
    """`Parent governor`, `Lay member`: whom somebody sits there for, and no body."""
    is_kind = names.bare(tokens[0]) in words.KINDS_OF_MEMBERS
    return is_kind and names.bare(tokens[-1]).endswith(words.ENGLISH_TITLES)


def _is_told_body(tokens: list[str]) -> bool:
    """`Elm Trust`, and not `Finance` or `the Council`."""
    return len(tokens) > 1 and any(map(names.is_organisation, tokens)) and tokens[0] != "the"


def _is_adjective(word: str, title: str) -> bool:
    """`Fackligt ombud`, `Barn- och utbildningschef`, `Valtuuston puheenjohtaja`: the title's first word."""
    if names.is_organisation(word) or names.is_abbreviation(word):
        return False
    is_bent = title.endswith(words.FINNISH_TITLES) and word.endswith("n")
    return is_bent or word.endswith(("-", *words.ADJECTIVE_ENDINGS))


def _is_of_body(token: str) -> bool:
    """A capitalised word before a title that is no part of it, as `Vice` would be."""
    is_title = names.is_title(token) or token.casefold() in words.MODIFIERS or token in _NUMERALS
    return (token[:1].isupper() or names.is_organisation(token)) and not is_title


def _is_body(token: str) -> bool:
    return token[:1].isupper() or names.is_abbreviation(token)


def _without_preposition(tokens: list[str]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if at or f"{token} " not in PREPOSITIONS:
            yield token
