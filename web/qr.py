"""Rule: an address as a QR code that stands in the page itself, without style of its own."""

from typing import NamedTuple


class QrCode(NamedTuple):
    """`path` is the `d` of an SVG path, in a view box of `size` by `size`; the white border is part of it."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The smallest code at level M (15 % may be dirty), with the four modules of quiet border (ISO/IEC 18004)."""
    import segno  # here: few pages show a code

    made = segno.make(text, error="m", micro=False, boost_error=False)
    width = int(made.symbol_size()[0])
    rows = made.matrix_iter(border=4)
    return QrCode(width, "".join(_row(y, bytes(row)) for y, row in enumerate(rows)))


def _row(y: int, row: bytes) -> str:
    """Each run of dark modules as one rectangle."""
    parts, x = [], 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            parts.append(f"M{x} {y}h{end - x}v1H{x}z")
        x = end + 1
    return "".join(parts)
