"""Accounts: signing in and out, the own account, and one more council."""
