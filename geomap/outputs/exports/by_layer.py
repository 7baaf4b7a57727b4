"""Incidents by map layer, put aside on the disk until all have been seen."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from tempfile import TemporaryFile
from typing import BinaryIO, Self

from geomap.events.taxonomy import Layer, load_taxonomy
from geomap.incidents.incident import Incident
from geomap.outputs.page.columns import OTHER

_BLOCK = 1 << 16


@cache
def layer_of(event_type: str, sub_event_type: str) -> Layer:
    """The layer that shows a type."""
    if (event_type, sub_event_type) not in load_taxonomy().sub_types:
        return OTHER
    return load_taxonomy().layer_of(event_type, sub_event_type)


def layer(incident: Incident) -> Layer:
    """The layer that shows an incident."""
    return layer_of(incident.event_type, incident.sub_event_type)


class Shelves:
    """A temporary file for each layer; they go when the block ends.

    Args:
        divider: Stands between what is put there.
    """

    def __init__(self, divider: bytes = b"") -> None:
        self._divider = divider
        self._files: dict[Layer, BinaryIO] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def put(self, where: Layer, piece: bytes) -> None:
        """Add to what a layer holds."""
        if where not in self._files:
            file = TemporaryFile()  # noqa: SIM115 - open until the block ends
            self._files[where] = self._open.enter_context(file)
        else:
            self._files[where].write(self._divider)
        self._files[where].write(piece)

    def layers(self) -> list[Layer]:
        """The layers that hold anything, in the order of the legend."""
        order = [*load_taxonomy().layers, OTHER]
        return [each for each in order if each in self._files]

    def take(self, where: Layer) -> Iterator[bytes]:
        """What a layer holds, in pieces."""
        self._files[where].seek(0)
        while block := self._files[where].read(_BLOCK):
            yield block
