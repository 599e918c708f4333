"""Answers that are a paper: shown in the browser, under its name when it is saved."""

from __future__ import annotations

from flask import Response


def pdf_response(octets: bytes, name: str) -> Response:
    answer = Response(octets, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer
