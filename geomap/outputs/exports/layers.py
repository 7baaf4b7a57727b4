"""Files that GDAL writes, in parts of one size, read back before they take their name."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.errors import OutputError
from geomap.outputs.exports.tally import Tally
from geomap.outputs.frame import Frame, first_line

PART = 20_000
"""Incidents in one frame: some 60 MB."""


def write_layer(
    frames: Iterable[Frame], path: Path, driver: str, layer: str, **options: Any
) -> None:
    """Write frames, the first as a new file and the others behind it.

    Raises:
        OutputError: GDAL fails, for example on a full disk; no file name in the message.
    """
    mode = "w"
    for frame in frames:
        try:
            with warnings.catch_warnings(action="ignore"):  # what GDAL mumbles; the file is checked
                frame.to_file(
                    path,
                    driver=driver,
                    layer=layer,
                    mode=mode,
                    engine="pyogrio",
                    use_arrow="pyarrow" in str(frame["id"].dtype),
                    geometry_type="Point",
                    **(options if mode == "w" else {}),
                )
        except Exception as error:
            raise OutputError(f"cannot be written ({first_line(error)})") from error
        mode = "a"


def check_ids(found: list[str], tally: Tally, *, in_order: bool = True) -> None:
    """Compare the ids read back with what was written: how many, the first and the last.

    Raises:
        OutputError: They differ; no file name in the message.
    """
    ends = found[:1] + found[-1:] if in_order else found
    wanted = [tally.first, tally.last] if tally.count else []
    if len(found) != tally.count or not set(wanted) <= set(ends):
        raise OutputError(
            f"of {tally.count:,} rows {len(found):,} can be read back; is the disk full?"
        )
