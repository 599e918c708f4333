"""One piece of a line, `Anna Ek (S), ordförande` between two commas: who is named in it, and what it tells."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from scheduler.councils.members_file_words import has_left
from scheduler.councils.recognise import words
from scheduler.councils.recognise.model import Details, Fact

STRUCK = "~~"
_MOST_OF_NAME, _MOST_TOLD, _MOST_OF_ROLE = 6, 8, 4  # words; of a role, where none of them is known
_EMAIL = re.compile(r"<?(?:mailto:)?([^\s<>(),;:@]+@[^\s<>(),;:@]+\.[^\s<>(),;:@]+)>?")
_PHONE = re.compile(r"(?:tel|tfn|mobil)?[.: ]*(\(?0[\d() -]{5,}\d|\+\d[\d() -]{6,}\d)", re.I)
_INSIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_PARTS = re.compile(r"\s*[,;]\s*|\s+[–—-]\s+")
_NAME_WORD = re.compile(r"(?:[dO]['’])?[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_FROM = re.compile(r"(?:från|from|vid|hos|at|på|representerar|representing)\s+(?=[A-ZÅÄÖ])")
_TITLES = ("before a role", "courtesies", "deputies", "members")
_NO_NAMES = ("fillers", "negations", "matters", "not a name")
_EDGES = " ,;.:–—-"


class Part(NamedTuple):
    """`name` is empty where the piece names nobody."""

    text: str
    name: str
    facts: list[Fact]


def read_person(text: str) -> Part:
    """The piece as a person, or as what is told of the one before it."""
    plain = " ".join(text.replace(STRUCK, "").split()).strip(" ,;:.")
    facts = [Fact("absent"), Fact("struck_out")] if text.strip(" (").startswith(STRUCK) else []
    rest = plain
    for kind, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        facts += [Fact(kind, found[1]) for found in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    outside, *segments = _INSIDE.split(rest.strip(" ,;:-–"))
    title, name, behind = name_first(outside)
    facts += [Fact("deputy")] if words.tells(title, "deputies") else []
    facts += [Fact("role", words.spelled(title))] if words.has_word_of(title, "roles") else []
    more = person_facts(behind)
    is_guessed = behind[:1].isalpha() and not words.has_word_of(behind, "roles", "organisations")
    if name and is_guessed and more[:1] and more[0].kind in ("role", "organisation"):
        more = [Fact("part_not_read", behind)]  # with nothing between, a word must be known
    facts += more
    for at, segment in enumerate(segments):
        more = person_facts(segment, is_aside=at % 2 == 0)
        if more and more[0].kind == "party" and facts and facts[-1].kind in words.TIES:
            del more[0]  # of the one who is named there
        facts += more
    return Part(plain, name, facts)


def name_first(text: str) -> tuple[str, str, str]:
    """The title before the name, the name, and what follows; all in the last where no name comes first."""
    tokens = text.split()
    is_title = [words.tells(t, *_TITLES) or words.has_word_of(t, "roles") for t in tokens]
    start = (*is_title, False).index(False)
    for first in (start, 0):
        if end := _name_end(tokens, first):
            title = [token for token in tokens[:first] if not words.tells(token, "courtesies")]
            return " ".join(title), " ".join(tokens[first:end]), " ".join(tokens[end:])
    return "", "", text


def _name_end(tokens: Sequence[str], start: int) -> int:
    """Where the name that begins there ends; 0 where none does, as before `Trust` in `Village Hall Trust`."""
    end = start
    while end < len(tokens) and end - start < _MOST_OF_NAME and _fits(tokens[end], end > start):
        end += 1
    behind = tokens[end] if end < len(tokens) else ""
    if end - start == _MOST_OF_NAME or (
        behind.istitle() and words.has_word_of(behind, "organisations")
    ):
        return 0
    marks = [t for t in tokens[start + 2 : end] if t.isupper() and words.tells(t, "parties", "yes")]
    while end > start and (tokens[end - 1].islower() or tokens[end - 1] in marks):
        end -= 1
    return end if _is_name(tokens[start:end]) else 0


def _fits(token: str, is_within: bool) -> bool:
    plain = token.strip('"“”')
    if is_within and words.tells(plain, "particles"):
        return True
    is_word = bool(_NAME_WORD.fullmatch(plain)) and (plain[0].isupper() or "'" in plain)
    is_other = words.tells(plain, "roles", "present", "absent") or words.has_word_of(
        plain, "organisations"
    )
    return is_word and not is_other and not (plain[-1] == "." and len(plain) > 5)


def _is_name(tokens: Sequence[str]) -> bool:
    whole = [token for token in tokens if not token.islower()]
    if not 2 <= len(whole) <= 5 or all(len(token.strip(".")) < 2 for token in whole):
        return False
    first, last = tokens[0], tokens[-1]
    is_letters = len(first) > 2 and first.isalpha() and first.isupper() and not last.isupper()
    return not is_letters and not words.tells(first, *_NO_NAMES)


def is_person(text: str) -> bool:
    """Whether the text is a name and nothing else."""
    title, name, rest = name_first(text)
    return bool(name) and not title and not rest


def turned(text: str) -> str:
    """`Ek, Anna` as Anna Ek; any other text as it is."""
    family, comma, given = text.strip(' "').partition(",")
    name = f"{given.strip()} {family.strip()}"
    return name if comma and len(given.split()) < 3 and is_person(name) else text


def person_facts(text: str, *, is_aside: bool = False) -> list[Fact]:
    """What the words behind a name tell. `is_aside`: they stand in parentheses."""
    text = text.strip(_EDGES)
    if not text or words.tells(text, "vacant"):
        return []
    length, tie = max((words.starts(text, tie), tie) for tie in words.TIES)
    whom = text[length:].strip(_EDGES)
    _, name, rest = name_first(whom)
    if length and (name or (whom.istitle() and " " not in whom)):  # `ersätter Bo Al`
        return [Fact(tie, name or whom), *person_facts(rest if name else "")]
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) > 1:
        return [fact for part in parts for fact in person_facts(part, is_aside=is_aside)]
    return _one(text, is_aside=is_aside)


def _one(text: str, *, is_aside: bool) -> list[Fact]:
    heading = words.heading(text)
    if text in ("x", "X", "✓", "✔"):
        return [Fact("lost_columns")]
    if words.starts(text, "notes") or text[0] in "\"“”'" or has_left(text):
        return [Fact("note", text)]
    if text[0].isupper() and words.tells(text, "parties"):
        return [Fact("party", text)]
    if heading and not words.tells(text, "offices"):  # `frånvarande`, `tjg ers`, `ersättare`
        facts = [fact for fact in heading.facts if fact.kind != "listed"]
        note = [Fact("note", words.spelled(text))] if words.spelled(text) != text else []
        return [*([Fact(heading.status)] if heading.status else []), *facts, *note]
    return _role(text) if words.has_word_of(text, "roles") else [_body(text, is_aside=is_aside)]


def names_somebody(tokens: Sequence[str]) -> bool:
    """Whether a name stands among the words: then they tell more than one thing."""
    return any(name_first(" ".join(tokens[at:]))[1] for at in range(len(tokens[:_MOST_TOLD])))


def _role(text: str) -> list[Fact]:
    """What somebody does, and behind it with a capital where: `rektor Granskolan`."""
    tokens = text.split()
    end = max(at for at, token in enumerate(tokens, start=1) if words.has_word_of(token, "roles"))
    where = _FROM.sub("", " ".join(tokens[end:]), count=1)
    if len(tokens) > _MOST_TOLD or ":" in text or names_somebody(tokens[end:]):
        return [Fact("part_not_read", text)]
    is_body = where[:1].isupper()
    role = words.spelled(" ".join(tokens[:end]) if is_body else text)
    return [Fact("role", role), *(person_facts(where) if is_body else [])]


def _body(text: str, *, is_aside: bool) -> Fact:
    """An organisation; in small letters and unknown, what somebody does."""
    where = _FROM.sub("", text, count=1)
    tokens = where.split()
    is_plain = all(c.isalnum() or c in " -&.'’/" for c in where) and not where[0].isdigit()
    if len(tokens) > _MOST_TOLD or not is_plain or names_somebody(tokens):
        return Fact("name_or_body" if is_person(where) else "part_not_read", where)
    has_capitals = all(t[0].isupper() or words.tells(t, "fillers") for t in tokens)
    if has_capitals or words.has_word_of(where, "organisations"):
        return Fact("organisation", where)
    is_short = where.islower() and len(tokens) <= _MOST_OF_ROLE
    return Fact(("note" if is_aside else "role") if is_short else "part_not_read", where)


def details(facts: Sequence[Fact]) -> Details:
    """The facts put together. An office of the council comes before what was told till then, which becomes a note."""
    roles = [at for at, fact in enumerate(facts) if fact.kind == "role"]
    office = next((at for at in roles if words.tells(facts[at].text, "offices")), 0)
    start = office if roles and office > roles[0] else 0
    told = ("role", "organisation", "name_or_body")
    earlier = " ".join(fact.text for fact in facts[:start] if fact.kind in told)
    first = {fact.kind: fact.text for fact in [*reversed(facts[start:])]}
    of_all = {fact.kind: fact.text for fact in reversed(facts)}
    role, body = first.get("role"), first.get("organisation") or first.get("name_or_body")
    notes = [earlier, *(fact.text for fact in facts if fact.kind == "note")]
    notes += [f.text for f in facts[start:] if f.kind in told and f.text not in (role, body)]
    note = ", ".join(dict.fromkeys(filter(None, notes))) or None
    return Details(role, body, of_all.get("party"), note, of_all.get("email"), of_all.get("phone"))
