"""What passwords become, by the product's own hasher: the tests' is quicker."""

from tests import speedups


def test_a_hash_costs_what_it_should():
    parameters = speedups.SLOW_HASHER._parameters

    assert parameters.memory_cost >= 65536  # KiB
    assert parameters.time_cost >= 3
