"""The map page beside the alternatives, in one run: `make bench-page`.

Needs a Chromium, mapclassify for what geopandas draws, and npm with the network for the scripts
that other pages link to. Each page is written by its library and opened in a
browser of its own, with a window of 1440 x 900; all carry the same text. "Opens" ends when
points are painted: for our page when it says so, for the others when a marker, a cluster or a
canvas is there. "Filter", "search", "pan" and "zoom" are medians of what our script needs for one;
"to paint" is the time from the input to the next painted frame, of which up to 17 ms pass with
nothing to do. The last table stands in benchmarks/page.md; _corpus.py tells how
incidents are made.
"""

import argparse
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import folium
import geopandas
from _corpus import made_incidents
from folium.plugins import FastMarkerCluster
from playwright.sync_api import Error, Page, sync_playwright

from geomap.incidents.incident import Incident
from geomap.outputs.frame import to_frame
from geomap.outputs.page.map import IncidentMap
from geomap.resources import built_file

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-precise-memory-info")
TOOLS = Path(__file__).parent / "tools"
OPEN_MS = 120_000
ROUNDS = 9

COLUMNS = ("event_type", "sub_event_type", "date_start", "place_name", "quote", "title", "url")
MARKER_WITH_TEXT = """function (row) {
  return L.marker(new L.LatLng(row[0], row[1])).bindPopup(row.slice(2).join("<br>"));
}"""

FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
# Times act(0), act(1), … : to the next frame, and in the measures that the page itself takes.
TIMES = """async ([act, rounds]) => {
  const work = [], paint = [];
  const frame = () => FRAME;
  const run = new Function("k", act);
  let sum = 0;
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      if (entry.name.startsWith("geomap")) sum += entry.duration;
  });
  observer.observe({ entryTypes: ["measure"] });
  for (let k = 0; k < rounds; k += 1) {
    sum = 0;
    const start = performance.now();
    run(k);
    await frame();
    paint.push(performance.now() - start);
    await frame(); await frame();
    work.push(sum);
  }
  observer.disconnect();
  return [work, paint];
}""".replace("FRAME", FRAME)
ACTS = {
    "filter": "document.querySelectorAll('#geomap-layers input')[k % 5].click()",
    "search": """
      const words = ["a", "kaa", "soustat", "zzz", "nit", "paper 3", "tie gij", "oblast 7", ""];
      const input = document.querySelector("#geomap-search input");
      input.value = words[k % 9];
      input.dispatchEvent(new Event("input"));""",
    "pan": "MAP.panBy([60 + 10 * (k % 3), 20], { animate: false })",
    "zoom": "MAP.setZoom(6 + k % 4, { animate: false })",
}


class Way(NamedTuple):
    """A way to make a map: its name, how it writes a page, and when its points are visible."""

    name: str
    write: Callable[[Sequence[Incident], Path], object]
    visible: str
    most: int


def write_fast_markers(incidents: Sequence[Incident], path: Path) -> None:
    """Clustered markers with the same text in their popups, without layers or filter."""
    frame = frame_of(incidents)
    texts = zip(*(frame[name].fillna("") for name in COLUMNS), strict=True)
    points = [[i.latitude, i.longitude, *row] for i, row in zip(incidents, texts, strict=True)]
    made = folium.Map([48, 31], zoom_start=6, tiles=None, maxZoom=18)
    FastMarkerCluster(points, callback=MARKER_WITH_TEXT).add_to(made)  # type: ignore[no-untyped-call]
    made.save(path)


def write_canvas_geojson(incidents: Sequence[Incident], path: Path) -> None:
    """Circles on a canvas with the columns of our frame in a tooltip-less GeoJSON."""
    made = folium.Map([48, 31], zoom_start=6, tiles=None, prefer_canvas=True)
    folium.GeoJson(frame_of(incidents).to_json(), marker=folium.CircleMarker(radius=4)).add_to(made)
    made.save(path)


def write_explore(incidents: Sequence[Incident], path: Path) -> None:
    """What geopandas draws by itself."""
    frame_of(incidents).explore(tiles=None, style_kwds={"radius": 4}).save(path)


def frame_of(incidents: Sequence[Incident]) -> geopandas.GeoDataFrame:
    """The columns that a reader sees, so that all ways carry the same text."""
    frame = to_frame(incidents)[[*COLUMNS, "geometry"]]
    return frame.assign(date_start=frame["date_start"].astype(str))


OURS = "document.documentElement.hasAttribute('data-ready')"
MARKER = "document.querySelector('.leaflet-marker-icon')"
CANVAS = "document.querySelector('.leaflet-overlay-pane canvas, .leaflet-overlay-pane path')"
WAYS = (
    Way("geomap", lambda i, p: IncidentMap(i, title="Benchmark").save(p), OURS, 10**9),
    Way(
        "geomap, no quotes",
        lambda i, p: IncidentMap(i, title="Benchmark", quotes=False).save(p),
        OURS,
        10**9,
    ),
    Way("FastMarkerCluster", write_fast_markers, MARKER, 100_000),
    Way("folium.GeoJson, canvas", write_canvas_geojson, CANVAS, 100_000),
    Way("geopandas.explore", write_explore, CANVAS, 10_000),
)
HEADER = (
    "| way | incidents | write, s | file, MB | opens, s | filter, ms | search, ms | pan, ms"
    " | zoom, ms | filter to paint, ms | search to paint, ms | pan to paint, ms"
    " | zoom to paint, ms | heap, MB |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def fetch_scripts(folder: Path) -> dict[str, Path]:
    """The scripts that the other pages cannot do without, by file name."""
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(TOOLS / name, folder / name)
    npm = shutil.which("npm") or "npm"
    subprocess.run([npm, "ci", "--ignore-scripts", "--silent"], cwd=folder, check=True)  # noqa: S603
    found = {path.name: path for path in folder.rglob("*/dist/*.js")}
    return {**found, "leaflet.js": built_file("leaflet.js")}


def serve(page: Page, scripts: dict[str, Path]) -> None:
    """Answer for the sites that other pages link to; what they ask besides is not found at once."""

    def answer(route: Any) -> None:
        found = scripts.get(route.request.url.split("/")[-1])
        if route.request.url.startswith("file:"):
            route.continue_()
        elif found:
            route.fulfill(path=found)
        else:
            route.abort()

    page.route("**/*", answer)


def measured(way: Way, incidents: Sequence[Incident], chromium: str, folder: Path) -> Iterator[str]:
    """The cells of one row."""
    path, scripts = folder / "page.html", fetch_scripts(folder)
    started = time.perf_counter()
    try:
        way.write(incidents, path)
    except ImportError as error:
        yield f"not measured: {str(error)[:60]}"
        return
    yield f"{time.perf_counter() - started:.1f}"
    yield f"{path.stat().st_size / 1e6:.1f}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.context.set_default_timeout(OPEN_MS)
        serve(page, scripts)
        try:
            yield from opened(way, page, path)
        except Error as error:
            yield f"never ({str(error).splitlines()[0][:40]})"
        browser.close()


def opened(way: Way, page: Page, path: Path) -> Iterator[str]:
    """The cells of what happens in the browser."""
    started = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    while not page.evaluate(f"Boolean({way.visible})"):
        if time.perf_counter() - started > OPEN_MS / 1000:
            yield "never"
            return
        time.sleep(0.02)
    page.evaluate(FRAME)
    yield f"{time.perf_counter() - started:.1f}"
    page.wait_for_timeout(1500)
    times = [timed(way, page, name) for name in ACTS]
    for kind in (0, 1):
        yield from (pair[kind] for pair in times)
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    yield f"{page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f}"


def timed(way: Way, page: Page, name: str) -> tuple[str, str]:
    """Medians of one act, in milliseconds: the script's work, and to the next painted frame."""
    ours = way.visible is OURS
    if name in {"filter", "search"} and not ours:
        return "-", "-"
    variable = (
        "incident_map_page" if ours else "window[Object.keys(window).find(n => /^map_/.test(n))]"
    )
    work, paint = page.evaluate(TIMES, [ACTS[name].replace("MAP", variable), ROUNDS])
    return f"{statistics.median(work):.0f}" if ours else "-", f"{statistics.median(paint):.0f}"


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("benchmarks/page.py needs a Chromium; install one")
    print(HEADER, flush=True)
    for count in parser.parse_args().counts:
        incidents = made_incidents(count)
        for way in (way for way in WAYS if count <= way.most):
            with TemporaryDirectory() as folder:
                cells = list(measured(way, incidents, chromium, Path(folder)))
            print("|", " | ".join((way.name, f"{count:,}", *cells)), "|", flush=True)


if __name__ == "__main__":
    main()
