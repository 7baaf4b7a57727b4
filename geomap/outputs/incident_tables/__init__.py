"""Incidents out of tables and features that other programs wrote."""
