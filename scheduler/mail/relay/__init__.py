"""The mail server: what its answers mean, what follows from them, and whether a letter may leave just now."""
