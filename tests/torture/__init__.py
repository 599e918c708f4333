"""The long faults: `make torture`, or `python -m tests.torture CASE… [--on sqlite|postgres] [--scale N]`."""
