"""Style sheet, script and icon under names that hold their own hash, so that browsers may keep them for ever."""

import gzip
import mimetypes
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import Flask, Response, request

from scheduler.errors import NotFound

FOLDER = Path(__file__).parent / "static"
_COMMENT, _BLANKS = re.compile(rb"/\*.*?\*/", re.DOTALL), re.compile(rb"\s+")
_BESIDE_SIGNS = re.compile(rb" ?([{};,]) ?|(?<=[\w)]:) ")  # not in `content: ": "`
_FOR_EVER = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    """One file as it stood when the app was made, a style sheet without what only its author reads.

    `path` changes with its content.
    """

    path: str
    kind: str
    plain: bytes
    packed: bytes


@cache
def all_assets() -> dict[str, Asset]:
    """By file name; read once."""
    return {file.name: _asset(file) for file in sorted(FOLDER.iterdir()) if file.is_file()}


def install(app: Flask) -> None:
    """`asset('kallelse.css')` in a template is the address of that file."""
    found = all_assets()
    by_path = {asset.path: asset for asset in found.values()}

    def answer(path: str) -> Response:
        """The file of that hash. An older hash is not found, rather than another file than was asked for."""
        asset = by_path.get(f"/static/{path}")
        if asset is None:
            raise NotFound
        wants_packed = request.accept_encodings["gzip"] > 0
        made = Response(asset.packed if wants_packed else asset.plain, mimetype=asset.kind)
        if wants_packed:
            made.headers["Content-Encoding"] = "gzip"
        made.headers["Vary"] = "Accept-Encoding"
        made.headers["Cache-Control"] = _FOR_EVER
        return made

    app.add_url_rule("/static/<path:path>", "static", answer)
    app.add_template_global(lambda name: found[name].path, "asset")


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    if file.suffix == ".css":
        content = _BESIDE_SIGNS.sub(rb"\1", _BLANKS.sub(b" ", _COMMENT.sub(b"", content)))
    digest = sha256(content).hexdigest()[:12]
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    path = f"/static/{file.stem}.{digest}{file.suffix}"
    return Asset(path, kind, content, gzip.compress(content, mtime=0))
