"""Makes an accessible PDF (PDF/UA-1) from a template and data."""

import json
import re
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any

from scheduler.language import Language

_RARE = re.compile(r"[^\n\u0020-\u007e\u00a0-\u017f\u2010-\u2026\u20ac]")


def render_pdf(
    template: str, data: Mapping[str, Any], says: Language, *, title: str, author: str
) -> bytes:
    """The paper of `templates/<template>.typ`, tagged, with title, author and language as its metadata.

    The template begins with `#import "page.typ": data, paper` and `#show: paper`; `#title()` shows the title. It
    reads the words and rows from `data`, which is anything that JSON can hold, and has no words of its own: `says`
    is the reader's language, and the caller has translated by it. What stands in `data` is never code. The octets
    depend on the arguments alone. A character that no font has is shown as `?`.

        render_pdf("notes", {"items": [...]}, says, title=says("Notes"), author=council.name)
    """
    import typst  # 80 MB, and most processes never make a paper

    values = {**data, "title": title, "author": author, "language": says.code}
    with as_file(files("scheduler.papers") / "templates") as folder:

        def compiled(values: object) -> bytes:
            return bytes(
                typst.compile(
                    str(folder / f"{template}.typ"),
                    root=str(folder),
                    ignore_system_fonts=True,
                    pdf_standards="ua-1",
                    sys_inputs={"data": json.dumps(values)},
                )
            )

        try:
            return compiled(values)
        except typst.TypstError:  # a character without a glyph is an error in PDF/UA-1
            return compiled(_with_common_characters(values))


def _with_common_characters(value: Any) -> Any:
    if isinstance(value, str):
        return _RARE.sub("?", value)
    if isinstance(value, Mapping):
        return {key: _with_common_characters(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_common_characters(one) for one in value]
    return value
