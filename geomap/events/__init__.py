"""Clauses that say something happened."""
