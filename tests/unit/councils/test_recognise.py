"""Lists of people: who is found in them, who came, and for whom."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.councils.recognise import recognise
from scheduler.councils.recognise.reasons import REASON_TEXTS
from tests.line_counter import steps_of

FIXTURES = Path(__file__).parents[2] / "fixtures" / "members"
FACTS = sorted(path.parent for path in FIXTURES.glob("*/expected.json"))
OWN = (FIXTURES / "own.txt").read_text(encoding="utf-8").split("=== ")[1:]
PIECES = ["Anna Ek", "Närvarande", "Frånvarande:", "Ersättare", "(S)", "(ers. ", "~~", ")"]
PIECES += ["tjg ers för", "ordförande", "Polisen", "\t", "|", ";", ", ", " och ", "\n", "\n\n", "X"]
PIECES += ["<a@example.org>", "§ 5", "   "]
DRESSES = (
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "  \n"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: "> " + text.replace("\n", "\n> "),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("å", "a\u030a").replace("ö", "o\u0308"),
)
"""Line ends and no-break spaces, the quotation of a mail, a byte order mark, and letters in two parts."""


def written(people):
    lines = [
        " | ".join(filter(None, (seen.name, seen.status.value, seen.substitutes_for)))
        for seen in people.seen
    ]
    for kind in ("errors", "warnings"):
        if numbers := getattr(people, kind):
            lines.append(f"{kind} | {', '.join(map(str, numbers))}")
    return sorted(lines)


def own_case(case):
    title, _, rest = case.partition("\n")
    text, _, expected = rest.partition("\n---\n")
    return pytest.param(text, sorted(expected.strip().splitlines()), id=title)


@pytest.mark.parametrize("text, expected", [*map(own_case, OWN)])
def test_lists_are_read_as_a_careful_colleague_would(text, expected):
    assert written(recognise(text)) == expected


@pytest.mark.parametrize("folder", FACTS, ids=lambda folder: folder.name)
def test_real_lists_give_everybody_and_no_one_else(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    people = recognise((folder / "input.txt").read_text(encoding="utf-8"))
    found = {seen.name: seen for seen in people.seen}

    for member in expected["members"]:
        seen = found.pop(member["name"])
        told = seen.details
        assert (seen.status, seen.substitutes_for) == (member["status"], member["substitutes_for"])
        assert seen.implied or told.party == member["party"], seen
        assert seen.implied == member.get("implied", False), seen
        assert seen.deputy == member.get("deputy", False), seen
        assert (member["role"] or "") in f"{told.role}, {told.note}", seen
        for note in filter(None, (member.get("note") or "").split(", ")):
            assert note in f"{told.role}, {told.note}, {told.organisation}", seen
    assert not found
    assert {*expected["warnings"]} <= {*people.warnings, *people.errors}


def test_all_that_a_line_says_is_kept():
    line = "Ove Ek (S), förste vice ordförande SDN Öster, t.o.m. punkt 5, ove@example.org, 070-000 00 00"

    (seen,) = recognise(f"Närvarande\n{line}").seen

    assert (seen.line, seen.name) == (2, "Ove Ek")
    assert seen.details == (
        "förste vice ordförande",
        "SDN Öster",
        "S",
        "t.o.m. punkt 5",
        "ove@example.org",
        "070-000 00 00",
    )


@pytest.mark.parametrize(
    "text, code",
    [
        ("Närvarande\nAnna Ek\nännu en till\nBo Al", "not_understood"),
        ("Namn\tRoll\tE-post\nAnna Ek\tchef\ta@example.org\textra\n", "cells_do_not_count"),
        ("Namn\tNärvarande\tFrånvarande\nAnna Ek\tX\tX", "both_marks"),
        ("Namn\tNärvarande\tFrånvarande\nAnna Ek\t\t", "no_mark"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_never_guessed(text, code):
    people = recognise(text)

    assert [reason.code for why in people.reasons.values() for reason in why] == [code]
    assert people.errors


@pytest.mark.parametrize("dress", DRESSES)
def test_the_dress_of_a_list_does_not_matter(dress):
    texts = [case.partition("\n")[2].partition("\n---\n")[0] for case in OWN]

    assert [
        text for text in texts if written(recognise(dress(text))) != written(recognise(text))
    ] == []


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_nothing_makes_it_fail_or_name_someone_twice(text):
    people = recognise(text)

    keys = [seen.name.casefold() for seen in people.seen]
    assert len(keys) == len({*keys})
    for reasons in people.reasons.values():
        for reason in reasons:
            assert REASON_TEXTS[reason.code] % reason.params


@pytest.mark.parametrize(
    "text", ["(", "Anna Ek (ers. Ek), ", "~~a", "|Namn|Närv", "a och ", "Anna Ek,\n", "<a@b "]
)
def test_twice_the_text_is_at_most_twice_the_work(text):
    once, twice = (steps_of(recognise, text * (size // len(text))) for size in (1_500, 3_000))

    assert twice <= 2.3 * once + 5000
