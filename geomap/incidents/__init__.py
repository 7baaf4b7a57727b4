"""Incidents: event mentions joined with their place and time, duplicates merged."""
