"""Place names in text, resolved to places of the world."""
