"""GeoDataFrame, GeoJSON and the map page."""
