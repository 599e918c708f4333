"""PDFs as text, where the extra `pdf` is installed. Runs in the reader's own process."""

from __future__ import annotations

import io

MOST_PAGES = 60


def pdf_text(octets: bytes) -> str:
    """The text of its pages, in the order they hold it. Raises: ImportError without the extra; what pypdf raises."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(octets)).pages
    texts = (pages[n].extract_text().rstrip() for n in range(min(len(pages), MOST_PAGES)))
    return "\n".join(texts) + "\n"
