"""Sets of words written as one string, which reads better than a list of them when they are many."""


def listed(words: str) -> frozenset[str]:
    """The words of a string, parted by blanks."""
    return frozenset(words.split())
