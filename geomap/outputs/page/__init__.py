"""The map page: folium as carrier, our script and style, no network."""
