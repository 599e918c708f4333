"""The words of words.txt, and what the words of a heading say."""

import re
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from scheduler.councils.recognise.model import Attendance, Fact

_EDGES = " .:;,()[]*–—-"
_SIZES, _MOST = (4, 3, 2, 1), 12  # words of a phrase in a heading, and of a heading
_OF_HEADINGS = "present serving absent called members deputies guests co-opted approvers offices negations fillers"
_TEXT = (resources.files(__package__) / "words.txt").read_text(encoding="utf-8")
_LISTED = {
    title: tuple(" ".join(word.split()) for word in re.split(r",\s", body))
    for title, body in re.findall(r"^(\S.*?):: (.*(?:\n  .*)*)", _TEXT, re.MULTILINE)
}
_WORDS = {title: frozenset(words) for title, words in _LISTED.items()}
_WAYS = dict(way.split(" = ", 1) for way in _LISTED["ways to write"])
_ENDINGS = {  # names end as shorter words do
    "roles": tuple(word for word in _LISTED["roles"] if len(word) > 3),
    "organisations": tuple(word for word in _LISTED["organisations"] if len(word) > 4),
}
_TAGS = {tuple(w.split()): tag for tag in reversed(_OF_HEADINGS.split()) for w in _LISTED[tag]}
TIES = tuple(title for title in _LISTED if title.startswith("tie:"))


def bare(text: str) -> str:
    """In small letters, without signs around it."""
    return text.strip(_EDGES).casefold()


def tells(text: str, *titles: str) -> bool:
    """Whether the whole text is a word or phrase of one of those sections of words.txt."""
    forms = {text.strip().casefold(), bare(text)} - {""}
    return any(not forms.isdisjoint(_WORDS[title]) for title in titles)


def has_word_of(text: str, *titles: str) -> bool:
    """Whether some word of the text is one of those sections, or a compound that ends with one."""
    told = [*map(bare, text.split())]
    return any(w in _WORDS[t] or w.endswith(_ENDINGS[t]) for w in told for t in titles)


def starts(text: str, title: str) -> int:
    """How long the longest phrase of the section is that the text begins with."""
    plain = text.casefold()
    found = (len(phrase) for phrase in _LISTED[title] if plain.startswith(phrase))
    return max((length for length in found if not plain[length : length + 1].isalnum()), default=0)


def spelled(text: str) -> str:
    return _WAYS.get(text.casefold(), _WAYS.get(bare(text), text))


class Heading(NamedTuple):
    """What a heading says of all below it. `is_list` is False for an office and for who approves the minutes."""

    status: Attendance | None = None
    facts: tuple[Fact, ...] = ()
    is_list: bool = True


def heading(text: str) -> Heading | None:
    """The heading that the whole text is."""
    found, rest = begins(text)
    return found if not rest else None


def begins(text: str) -> tuple[Heading | None, str]:
    """The heading that the text begins with, and what follows."""
    words, tags, at = text.split(), list[str](), 0
    plain = tuple(map(bare, words[:_MOST]))
    while phrase := next((p for n in _SIZES if (p := plain[at : at + n]) in _TAGS), ()):
        tags.append(_TAGS[phrase])
        at += len(phrase)
    return _heading(tags, " ".join(words[:at])), " ".join(words[at:])


def _heading(tags: Sequence[str], text: str) -> Heading | None:
    if not {*tags} - {"fillers", "negations"}:
        return None
    is_office = "offices" in tags and not {*tags} & {"present", "serving", "absent", "called"}
    is_deputies = "deputies" in tags and "members" not in tags
    facts = {
        Fact("note", "justerare"): "approvers" in tags,
        Fact("note", "adjungerad"): "co-opted" in tags,
        Fact("deputy"): is_deputies,
        Fact("listed"): is_deputies,
        Fact("lost_columns"): {"present", "absent"} <= {*tags},
        Fact("role", spelled(text).casefold().strip(" :")): is_office,
    }
    told = tuple(fact for fact, is_told in facts.items() if is_told)
    return Heading(_status(tags), told, not is_office and "approvers" not in tags)


def _status(tags: Sequence[str]) -> Attendance | None:
    if "absent" in tags:
        return Attendance.CALLED if "present" in tags else Attendance.ABSENT
    if "present" in tags:
        at = tags.index("present")
        is_denied = tags[max(at - 1, 0)] == "negations" or tags[at + 1 :] == ["negations"]
        return Attendance.ABSENT if is_denied else Attendance.PRESENT
    if "serving" in tags:
        return Attendance.PRESENT
    return Attendance.CALLED if "called" in tags else None


def is_matter(text: str) -> bool:
    """Whether the text is a heading of something else than people: `Plats och tid`, `Ärende:`."""
    words = [w for word in text.split() if (w := bare(word)) and not w.isdigit()]
    told = {*words} - _WORDS["fillers"]
    return tells(" ".join(words), "matters") or (bool(told) and told <= _WORDS["matters"])
