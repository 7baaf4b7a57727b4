"""SQLite: documents read, what each reports, merged incidents, decisions, dead letters, runs."""
