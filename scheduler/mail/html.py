"""Rule: a letter's text as HTML, by one shared layout: one column, system font, no images, works in dark mode."""

from __future__ import annotations

import re
from html import escape
from importlib import resources

_LABELLED_LINK = re.compile(r"^([^:\n]{1,60}): (https?://\S+)$")
_LABELLED = re.compile(r"^([^:.\n]{1,40}): (.+)$")
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:)]")
_ITEM = re.compile(r"^(?:– |- |\d+\. )")


def page(subject: str, text: str, *, language: str) -> str:
    """A whole HTML document with the same words as `text`; everything in it is escaped. LF line ends."""
    layout = (resources.files("scheduler.mail") / "layout.html").read_text(encoding="utf-8")
    parts = {
        "{{language}}": language,
        "{{subject}}": escape(subject),
        "{{body}}": body(text),
    }
    return re.sub("|".join(map(re.escape, parts)), lambda found: parts[found[0]], layout)


def body(text: str) -> str:
    """The text alone, in paragraphs and lists, for a page that has a layout of its own; everything is escaped."""
    return "\n".join(_block(block) for block in text.split("\n\n") if block.strip())


def _block(block: str) -> str:
    """A paragraph; where it holds a list, its heading and the list; each labelled line on a line of its own."""
    html: list[str] = []
    items: list[str] = []
    for line in block.split("\n"):
        if _ITEM.match(line):
            items.append(f"<li>{_line(_ITEM.sub('', line))}</li>")
            continue
        html += _list(items)
        items = []
        html.append(_line(line))
    html += _list(items)
    text = "<br>\n".join(html)
    return (
        f"<p>{text}</p>"
        if "<ul>" not in text
        else f"<div>{text}</div>".replace("<br>\n<ul>", "\n<ul>")
    )


def _list(items: list[str]) -> list[str]:
    return [f"<ul>{''.join(items)}</ul>"] if items else []


def _line(line: str) -> str:
    link = _LABELLED_LINK.match(line)
    if link:
        return f'<a href="{escape(link[2])}">{escape(link[1])}</a>'
    labelled = _LABELLED.match(line)
    if labelled and not _LINK.search(line):
        return f"<b>{escape(labelled[1])}:</b> {escape(labelled[2])}"
    html, at = "", 0
    for found in _LINK.finditer(line):
        html += (
            escape(line[at : found.start()])
            + f'<a href="{escape(found[0])}">{escape(found[0])}</a>'
        )
        at = found.end()
    return html + escape(line[at:])
