"""Dates in words, and the order of names."""

from scheduler.language import language, sort_key


def test_a_language_we_have_no_texts_for_is_answered_in_english():
    assert language("fi").code == "en"


def test_names_are_sorted_as_in_swedish():
    assert sorted(["Öberg", "Åberg", "Ärlig", "Zorn", "Édith", "Eva"], key=sort_key) == [
        "Édith", "Eva", "Zorn", "Åberg", "Ärlig", "Öberg",
    ]  # fmt: skip
