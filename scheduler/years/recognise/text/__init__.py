"""A text as lines of tokens, and what each word can mean."""
