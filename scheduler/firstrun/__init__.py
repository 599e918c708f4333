"""The first run: a new installation made ready, task by task, before it mails anybody."""
