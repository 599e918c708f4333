"""One line: the dates, hours and names in it, and the meetings they make."""
