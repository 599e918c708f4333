"""A whole text from top to bottom: headings, defaults, years, and what only the end tells."""
