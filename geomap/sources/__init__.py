"""Readers: files, folders, JSON lines and standard input into documents."""
