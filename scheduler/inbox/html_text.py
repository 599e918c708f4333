"""Rule: what a page of HTML in a mail says, line by line."""

import re

from lxml import etree

_BLANK = re.compile(r"\s+")
_UNSEEN = ("head", "script", "style", "title", "xml")
_BLOCK = re.compile(r"address|blockquote|br|dd|div|dl|dt|h[1-6r]|li|ol|p|pre|table|td|th|tr|ul")


def html_to_text(page: str) -> str:
    """Its words without tags, styles and scripts. A block or a break begins a new line."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(page.encode(), parser) if page.strip() else None
    if root is None:
        return ""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    for element in root.iter():
        line = "\n" if _BLOCK.fullmatch(element.tag) else ""
        element.tail = line + _BLANK.sub(" ", element.tail or "")
        if element.tag != "br":
            element.text = line + _BLANK.sub(" ", element.text or "")
    lines = "".join(root.itertext()).split("\n")
    return "\n".join(line.strip() for line in lines).strip()
