"""The database: types, sessions, migrations."""
