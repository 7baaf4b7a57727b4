"""A map for print: PNG, SVG or PDF."""
