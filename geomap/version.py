"""The version: below every room, so that exports can tell it without importing the door."""

__version__ = "0.1.0"
