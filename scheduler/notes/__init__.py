"""The notes of a meeting: who was there, what was noted of each item, and what is to be reported back on."""
