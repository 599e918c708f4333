import pytest

from scheduler import tzrule
from scheduler.errors import InvalidInput


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun"])
def test_a_zone_without_a_yearly_rule_is_refused(zone):
    with pytest.raises(InvalidInput) as refused:
        tzrule.yearly_rule(zone)

    assert "zone" in refused.value.fields
