"""Rule: a letter's text as HTML, by one shared layout: one column, system font, no images, works in dark mode."""

import re
from collections.abc import Callable, Mapping
from html import escape
from importlib import resources
from itertools import groupby

_LABELLED_LINK = re.compile(r"^([^:\n]{1,60}): (https?://\S+)$")
_LABELLED = re.compile(r"^([^:.\n]{1,40}): (.+)$")
_LINK = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:)])")
_REPLY = re.compile(r"^([^:\n]{1,60}): (https?://\S+\?reply=(yes|no)\b\S*)$")
_CHOICES = re.compile(r"^[^:\n]{1,60}: https?://\S+/u/\S+$")
_ITEM = re.compile(r"^(?:– |- )")
_NUMBERED = re.compile(r"^(\d+)\. ")


def render_document(subject: str, text: str, *, sender: str, language: str) -> str:
    """A whole HTML document with the same words as `text` under the sender's name, all escaped, with LF line ends."""
    layout = (resources.files("scheduler.mail") / "layout.html").read_text(encoding="utf-8")
    parts = {
        "{{language}}": language,
        "{{subject}}": escape(subject),
        "{{sender}}": escape(sender),
        "{{body}}": render_body(text),
    }
    return re.sub("|".join(map(re.escape, parts)), lambda found: parts[found[0]], layout)


def render_body(text: str) -> str:
    """The text alone, in paragraphs and lists, for a page that has a layout of its own; everything is escaped."""
    return "\n".join(_block(block) for block in text.split("\n\n") if block.strip())


def _block(block: str) -> str:
    """A paragraph; lists stand under their heading, links that reply are buttons, each other line is on its own."""
    parts = [_PARTS[kind](list(lines)) for kind, lines in groupby(block.split("\n"), key=_kind)]
    html = "\n".join(parts)
    if _CHOICES.match(block):
        return f'<p class="apart">{html}</p>'
    if re.search("<(?:table|ul|ol)", html):
        return html if len(parts) == 1 else f"<div>{html}</div>"
    return f"<p>{html}</p>"


def _kind(line: str) -> str:
    kinds = (("reply", _REPLY), ("item", _ITEM), ("numbered", _NUMBERED))
    return next((kind for kind, begins in kinds if begins.match(line)), "line")


def _list(lines: list[str]) -> str:
    items = (f"<li>{_line(_ITEM.sub('', line))}</li>" for line in lines)
    return f"<ul>{''.join(items)}</ul>"


def _numbered_list(lines: list[str]) -> str:
    """Each item keeps the number it has in the text."""
    rows = ((_NUMBERED.match(line), line) for line in lines)
    items = (f'<li value="{int(n[1])}">{_line(line[n.end() :])}</li>' for n, line in rows if n)
    return f"<ol>{''.join(items)}</ol>"


def _buttons(lines: list[str]) -> str:
    """Cells, since Outlook gives a link neither ground nor padding; the classes of the link are those of our pages."""
    cells = []
    for label, address, reply in (found.groups() for found in map(_REPLY.match, lines) if found):
        style = "btn" if reply == "yes" else "btn alt"
        link = f'<a class="{style}" href="{escape(address)}">{escape(label)}</a>'
        cells.append(f'<td class="{reply}">{link}</td>')
    return f'<table class="answers" role="presentation"><tr>{"".join(cells)}</tr></table>'


_PARTS: Mapping[str, Callable[[list[str]], str]] = {
    "reply": _buttons,
    "item": _list,
    "numbered": _numbered_list,
    "line": lambda lines: "<br>\n".join(map(_line, lines)),
}


def _line(line: str) -> str:
    link = _LABELLED_LINK.match(line)
    if link:
        return f'<a href="{escape(link[2])}">{escape(link[1])}</a>'
    labelled = _LABELLED.match(line)
    if labelled and not _LINK.search(line):
        return f"<b>{escape(labelled[1])}:</b> {escape(labelled[2])}"
    words = [escape(part) for part in _LINK.split(line)]
    words[1::2] = [f'<a href="{link}">{link}</a>' for link in words[1::2]]
    return "".join(words)
