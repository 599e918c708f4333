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
    """Changes with any of the values."""
    joined = "\0".join(f"{name}={values[name]}" for name in sorted(values))
    return sha256(joined.encode()).hexdigest()[:16]


def page(
    title: str,
    fields: Sequence[Field],
    *,
    hidden: Mapping[str, str],
    url: str,
    back: str,
    button: str,
) -> tuple[str, int]:
    """The Conflict page. `hidden` is sent along as it is: the new mark or version, and which button it was.

    `url` takes the form again; `back` shows what is saved, without what was typed.
    """
    differing = [field for field in fields if field.theirs.strip() != field.yours.strip()]
    same = {field.name: field.yours for field in fields if field not in differing}
    shown = access.show(
        "conflict.html",
        title=title,
        fields=differing,
        hidden={**same, **hidden},
        url=url,
        back=back,
        button=button,
    )
    return shown, 409
