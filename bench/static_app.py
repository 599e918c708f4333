"""The baseline: a Flask view that gives bytes out of memory, with tag and 304."""

import hashlib
import os
from pathlib import Path

from flask import Flask, Response, request

_FILES = {file.stem: file.read_bytes() for file in Path(os.environ["BENCH_FEEDS"]).glob("*.ics")}
_TAGS = {name: f'"{hashlib.sha256(octets).hexdigest()[:32]}"' for name, octets in _FILES.items()}
app = Flask(__name__)


@app.get("/<name>/<path:_>")
def feed(name: str, _: str) -> Response:
    headers = {"Content-Type": "text/calendar; charset=utf-8", "ETag": _TAGS[name]}
    if request.headers.get("If-None-Match") == _TAGS[name]:
        return Response(status=304, headers=headers)
    return Response(_FILES[name], headers=headers)
