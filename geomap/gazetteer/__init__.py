"""Names and the known places they stand for."""
