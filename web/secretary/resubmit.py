"""What was written in a form whose session had run out: it is carried past the sign-in, and sent by one more press."""

from typing import NamedTuple

from flask import request

from web.addresses import page_here

_ACTION, _FIELD = "kept", "kept."
_NEVER = ("csrf_token", "password")


class KeptForm(NamedTuple):
    """Where the form was going, and its fields; `page` is where one gets by looking instead."""

    action: str
    fields: tuple[tuple[str, str], ...]
    page: str

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """As hidden fields of the sign-in form."""
        return ((_ACTION, self.action), *((f"{_FIELD}{name}", text) for name, text in self.fields))


def refused_form() -> KeptForm:
    """The form that was refused, but for its files and what is secret."""
    fields = ((name, text) for name, text in request.form.items(multi=True) if name not in _NEVER)
    return KeptForm(_path(), tuple(fields), page_to_return_to())


def carried_form() -> KeptForm | None:
    """What the sign-in form carries; None where it carries nothing, or something that is not for this site."""
    action = own_address(request.form.get(_ACTION, ""))
    if not action:
        return None
    fields = (
        (name.removeprefix(_FIELD), text)
        for name, text in request.form.items(multi=True)
        if name.startswith(_FIELD)
    )
    return KeptForm(action, tuple(fields), own_address(request.form.get("next", "")))


def page_to_return_to() -> str:
    """The page to come to after signing in: the one asked for, or the one that a form stood on."""
    return _path() if request.method == "GET" else page_here()


def own_address(address: str) -> str:
    """An address of this site, or nothing: whoever makes a link cannot lead on to another site by it."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours and address.isprintable() else ""


def _path() -> str:
    return request.full_path.rstrip("?")
