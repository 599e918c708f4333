"""Lists that run on over several lines, and names broken between two of them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.councils.recognise import links, lists, names, words

_LONGEST_JOIN = 40


def joined(lines: list[tuple[int, str]]) -> list[list[lists.Piece]]:
    """The lines in pieces; a list that runs on is one row, each piece on its own line."""
    rows: list[list[lists.Piece]] = []
    runs_on = False
    length = 0
    for number, text in lines:
        row = lists.pieces(text, number)
        if rows and _is_hyphened(rows[-1]) and _is_another(rows[-1][-1], row):
            runs_on = False
        if rows and not runs_on and length < _LONGEST_JOIN and _continues(rows[-1], row):
            runs_on = True
        if runs_on and rows and length < _LONGEST_JOIN:
            length += 1
            row = _mended(rows[-1], row)
            rows[-1] += row
        else:
            rows.append(row)
            length = 0
        runs_on = text.endswith((",", "(")) or _breaks_off(rows[-1], text)
    return rows


def _breaks_off(row: list[lists.Piece], text: str) -> bool:
    """A line of several people whose last is half a name, or one with an open parenthesis or hyphen."""
    if text.count("(") > text.count(")") or _is_hyphened(row):
        return True
    if len(row) < 3 or sum(map(lists.is_person, row[-4:])) < 2:
        return False
    return _is_half(row[-1])


def _is_hyphened(row: list[lists.Piece]) -> bool:
    """The last name is broken at its hyphen: `Eva Ek-`, and `Dal` on the next line."""
    word = row[-1].text.rpartition(" ")[2] if row else ""
    return len(word) > 2 and word.endswith("-") and names.is_name_word(word[:-1])


def _is_another(last: lists.Piece, row: list[lists.Piece]) -> bool:
    """`Peter Frid` after `Maria Holm-`: to a name of two words no more than one, `Dal (S)`, is the rest."""
    is_whole = " " in last.plain
    return is_whole and bool(row) and names.is_name(" ".join(lists.plain(row[0].text).split()[:2]))


def _is_half(piece: lists.Piece) -> bool:
    """A name that is to go on: one word of it, or all up to a particle, "Åke von"."""
    first, *further = piece.plain.split() or [""]
    if not names.is_name_word(first) or names.is_organisation(first):
        return False
    return not further or further[-1] in words.PARTICLES


def _is_half_link(piece: lists.Piece) -> bool:
    """`tjänstgör för Anna`: of the one replaced only one name."""
    link = links.find(piece.text)
    return bool(link and " " not in link.name)


def _continues(before: list[lists.Piece], row: list[lists.Piece]) -> bool:
    """Half a name at the end of a line, and nothing but the other half on the next."""
    if len(before) < 2 or not row or not lists.is_person(before[-2]):
        return False
    rest = replace(row[0], text=lists.plain(row[0].text))  # `Dal (S)`
    return (_is_half(before[-1]) or _is_half_link(before[-1])) and _is_half(rest)


def _mended(before: list[lists.Piece], row: list[lists.Piece]) -> list[lists.Piece]:
    """The rest of a row, its first piece moved into what broke off at the end of the line."""
    last = before[-1] if before else None
    if not last or not row:
        return row
    if _is_hyphened(before) and row[0].text[:1].isupper():
        before[-1] = replace(last, text=last.text + row[0].text)
        return row[1:]
    is_open = last.text.count("(") > last.text.count(")")
    is_half = (_is_half(last) or _is_half_link(last)) and not lists.is_person(row[0])
    is_half = is_half and (_breaks_off(before, "") or _continues(before, row))
    if is_open or is_half:
        before[-1] = lists.Piece(last.line, f"{last.text} {row[0].text}")
        return row[1:]
    return row
