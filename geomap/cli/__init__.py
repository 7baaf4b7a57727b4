"""The `geomap` command: parse, call, print. The only room that imports click."""

from geomap.cli.main import main

__all__ = ["main"]
