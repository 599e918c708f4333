"""Measurements of the program beside what else there is. Ratios only are worth quoting: machines are shared."""
