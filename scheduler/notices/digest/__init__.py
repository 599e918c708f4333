"""The report to the secretaries on mail that did not go as it should."""
