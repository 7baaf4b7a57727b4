// @ts-check
/** The Leaflet map itself: where it may go, what it opens on, and its tiles when somebody asked for them. */

import { make } from "./dom.js";
import { latitudeOf, longitudeNear, longitudeOf, unitLength } from "./projection.js";
import { say } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

const OVERVIEW_ZOOM = 7;
const OVERVIEW_ZOOM_TILES = 11;
/** What a map without a point shows: the inhabited world. */
const WORLD = [[-56, -130], [74, 155]];

/** @param {string} name of the element and of the global variable that scripts of others use */
export function openChart(name) {
  // A pin drawn by the style sheet: Leaflet's own is a picture that would have to be fetched.
  L.Marker.prototype.options.icon = L.divIcon({ className: "plain-pin", iconSize: [16, 16] });
  const map = L.map(name, {
    center: [20, 10], zoom: 2, minZoom: 1, maxZoom: 17, zoomSnap: 0.25, zoomDelta: 1,
    wheelPxPerZoomLevel: 90, worldCopyJump: true, maxBoundsViscosity: 1,
    maxBounds: [[-86, -1e4], [86, 1e4]], zoomControl: false,
  });
  for (const [pane, order] of [["ground", "150"], ["incidents", "450"]]) {
    Object.assign(map.createPane(pane).style, { zIndex: order, pointerEvents: "none" });
  }
  Object.assign(window, { [name]: map });
  return map;
}

/** @param {any} map @param {() => void} home shows all incidents */
export function addControls(map, home) {
  L.control.zoom({ position: "topright", zoomInTitle: say("zoom_in"), zoomOutTitle: say("zoom_out") }).addTo(map);
  addHome(map, home);
  L.control.scale({ position: "bottomright", imperial: false, maxWidth: 140 }).addTo(map);
  map.attributionControl.setPrefix(escaped(say("made_with")));
}

/** A button under those of the zoom. @param {any} map @param {() => void} home */
function addHome(map, home) {
  const control = new L.Control({ position: "topright" });
  control.onAdd = () => {
    const button = make("button", { type: "button", class: "home", title: say("home"), "aria-label": say("home"), onclick: home }, "⤢");
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  control.addTo(map);
}

/** @param {any} map @param {{url: string, attribution: string, deepest: number} | null} tiles */
export function addTiles(map, tiles) {
  if (!tiles) return;
  map.options.zoomSnap = 1;
  map.getPane("ground").style.zIndex = "250"; // over the tiles, which lie at 200
  L.tileLayer(tiles.url, { attribution: escaped(tiles.attribution), maxZoom: 17, maxNativeZoom: tiles.deepest })
    .addTo(map);
}

/** Leaflet takes attributions as HTML; ours are text. @param {string} text */
function escaped(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
}

/**
 * Shows all rows that are on, each with the ground it stands for.
 * @param {any} map @param {IncidentTable} table @param {Uint8Array} passes @param {boolean} tiled
 * @param {import("./ground.js").Area[]} areas
 */
export function showAll(map, table, passes, tiled, areas) {
  const [around0, around180] = [L.latLngBounds([]), L.latLngBounds([])];
  map.invalidateSize({ animate: false });
  const { of, texts } = table.places;
  const seen = new Uint8Array(texts.place_name.codes.length);
  for (let i = 0; i < table.length; i += 1) {
    if (!passes[i] || !table.located(i) || seen[of[i]]) continue;
    seen[of[i]] = 1;
    const [south, west, north, east] = groundOf(table, i, areas);
    const turn = west + east < 0 ? 360 : 0;
    around0.extend([south, west]).extend([north, east]);
    around180.extend([south, west + turn]).extend([north, east + turn]);
  }
  if (!around0.isValid()) return map.fitBounds(WORLD, { animate: false });
  const width = (/** @type {any} */ box) => box.getEast() - box.getWest();
  const maxZoom = tiled ? OVERVIEW_ZOOM_TILES : OVERVIEW_ZOOM;
  map.fitBounds(width(around180) < width(around0) ? around180 : around0, { padding: [48, 48], maxZoom, animate: false });
}

/** South, west, north and east of the ground that a row stands for.
 * @param {IncidentTable} table @param {number} i @param {import("./ground.js").Area[]} areas */
function groundOf(table, i, areas) {
  const country = table.precision[i] === 4 && areas.find((a) => a.code === table.text("country_code", i));
  if (country) {
    const { west, east, north, south } = country.rings[0];
    return [latitudeOf(south), longitudeOf(west), latitudeOf(north), longitudeOf(east)];
  }
  const reach = table.coarse(i) ? Math.min(table.number("uncertainty_km", i) ?? 0, 600) : 0;
  const [latitude, longitude] = [latitudeOf(table.y[i]), longitudeOf(table.x[i])];
  const [east, north] = [unitLength(reach, latitude) * 360 * 0.8, (reach / 111) * 0.8];
  return [latitude - north, longitude - east, latitude + north, longitude + east];
}

/**
 * Goes closer to a group; false when that would not take it apart.
 * @param {any} map @param {IncidentTable} table @param {number[]} rows
 */
export function goCloser(map, table, rows) {
  const { lng } = map.getCenter();
  const box = L.latLngBounds(rows.map((i) => [latitudeOf(table.y[i]), longitudeNear(longitudeOf(table.x[i]), lng)]));
  const apart = box.getNorth() - box.getSouth() > 1e-5 || box.getEast() - box.getWest() > 1e-5;
  const zoom = Math.min(map.getBoundsZoom(box, false, L.point(80, 80)), 14);
  if (!apart || zoom <= map.getZoom() + 0.2) return false;
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  map.flyToBounds(box, { padding: [60, 60], maxZoom: 14, duration: 0.5, animate });
  return true;
}
