"""What passwords become, by the product's own hasher: the tests' is quicker."""

from __future__ import annotations

from scheduler.councils import passwords
from tests import speedups


def test_a_hash_costs_what_it_should() -> None:
    parameters = speedups.SLOW_HASHER._parameters

    assert parameters.memory_cost >= 65536  # KiB
    assert parameters.time_cost >= 3


def test_a_password_is_right_with_its_own_hash_only() -> None:
    kept = passwords.hashed("tre gröna tåg i snön")

    assert passwords.is_right("tre gröna tåg i snön", kept)
    assert not passwords.is_right("tre gröna tåg i regn", kept)
    assert not passwords.is_right("tre gröna tåg i snön", None)
