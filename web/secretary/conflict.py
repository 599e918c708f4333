"""A form that somebody else has saved meanwhile: both texts are shown, and nothing that was typed is lost.

A form carries what it showed as a `seen` field, made by `mark`. Where what is saved no longer has that mark, the page
is answered by `page`: what is saved now beside what was typed, which can be changed and saved over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from web.secretary import access


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form in its words: what is saved now and what was typed.

    `theirs_in_words` and `yours_in_words` are for a choice, whose values are not shown.
    """

    name: str
    label: str
    theirs: str
    yours: str
    is_long: bool = False
    theirs_in_words: str = ""
    yours_in_words: str = ""

    @property
    def is_choice(self) -> bool:
        return bool(self.theirs_in_words or self.yours_in_words)


def mark(values: Mapping[str, str]) -> str:
    """One mark for each field, so that it can be told which of them a person has touched."""
    return " ".join(_mark(name, values[name]) for name in sorted(values))


def _mark(name: str, value: str) -> str:
    text = value.strip()
    return f"{name}.{sha256(text.encode()).hexdigest()[:12] if text else ''}"


def page(
    title: str,
    fields: Sequence[Field],
    *,
    hidden: Mapping[str, str],
    url: str,
    back: str,
    button: str,
    seen: str = "",
) -> tuple[str, int]:
    """The Conflict page. `hidden` is sent along as it is: the new mark or version, and which button it was.

    `url` takes the form again; `back` shows what is saved, without what was typed. `seen` is the mark of what the form
    showed: a field that still has its mark was not touched, and what the other person saved there stands.
    """
    shown = frozenset(seen.split())
    touched = [field for field in fields if _mark(field.name, field.yours) not in shown]
    differing = [field for field in touched if field.theirs.strip() != field.yours.strip()]
    settled = {f.name: f.yours if f in touched else f.theirs for f in fields if f not in differing}
    answer = access.show(
        "conflict.html",
        title=title,
        fields=differing,
        hidden={**settled, **hidden},
        url=url,
        back=back,
        button=button,
    )
    return answer, 409
