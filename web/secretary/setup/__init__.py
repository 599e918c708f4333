"""The first run: a list of tasks, done in any order and each kept on its own."""
