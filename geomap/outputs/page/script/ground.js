// @ts-check
/** The ground: country outlines and names, with the countries that stand for incidents shaded. */

import { addCanvasLayer } from "./canvas_layer.js";
import { strength } from "./density.js";
import { unitX, unitY } from "./projection.js";
import { countryName, numeral } from "./words.js";

const SEAM = 1e-6;

/** @typedef {{ xy: Float64Array, west: number, east: number, north: number, south: number }} Ring */
/** @typedef {{ code: string, name: string, disputed: boolean, rings: Ring[], label: number[] }} Area */

/**
 * Outlines with their points on the unit square.
 * @param {{code: string, name: string, disputed: boolean, rings: number[][]}[]} outlines
 * @returns {Area[]}
 */
export function areasOf(outlines) {
  return outlines.map(({ code, name, disputed, rings }) => {
    const made = rings.map(ringOf);
    const label = made.length ? middle(made[0]) : [NaN, NaN];
    return { code, name: disputed ? name : countryName(code, name), disputed, rings: made, label };
  });
}

/** @param {number[]} flat longitude, latitude, longitude, latitude… @returns {Ring} */
function ringOf(flat) {
  const ring = { xy: new Float64Array(flat.length), west: 1, east: 0, north: 1, south: 0 };
  for (let k = 0; k < flat.length; k += 2) {
    const x = unitX(flat[k]);
    const y = unitY(flat[k + 1]);
    ring.xy[k] = x;
    ring.xy[k + 1] = y;
    ring.west = Math.min(ring.west, x);
    ring.east = Math.max(ring.east, x);
    ring.north = Math.min(ring.north, y);
    ring.south = Math.max(ring.south, y);
  }
  return ring;
}

/** Where a name fits best: the middle of the widest of nine cuts. @param {Ring} ring @returns {number[]} */
function middle(ring) {
  let best = [NaN, NaN];
  let widest = -1;
  for (let cut = 1; cut < 10; cut += 1) {
    const y = ring.north + ((ring.south - ring.north) * cut) / 10;
    const crossings = crossingsAt(ring.xy, y);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const width = (crossings[k + 1] - crossings[k]) * (1 - Math.abs(cut - 5) / 12);
      if (width > widest) {
        widest = width;
        best = [(crossings[k] + crossings[k + 1]) / 2, y];
      }
    }
  }
  return best;
}

/** @param {Float64Array} xy @param {number} y @returns {number[]} sorted */
function crossingsAt(xy, y) {
  const found = [];
  for (let k = 0; k + 3 < xy.length; k += 2) {
    const [x1, y1, x2, y2] = [xy[k], xy[k + 1], xy[k + 2], xy[k + 3]];
    if (y1 > y !== y2 > y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return found.sort((a, b) => a - b);
}

/**
 * @param {any} map
 * @param {Area[]} known
 * @param {{ colors: Record<string, string>, shaded: Set<string>, sums: Map<string, number>,
 *   chosen: string, tiled: boolean }} look with tiles, only countries that say something are drawn
 *   read at every painting
 */
export function addGround(map, known, look) {
  return addCanvasLayer(map, "ground", (context, view) => {
    context.lineJoin = "round";
    const speaks = (/** @type {Area} */ area) => look.sums.has(area.code) || look.chosen === area.code;
    const areas = look.tiled ? known.filter(speaks) : known;
    for (const area of areas) {
      const path = pathOf(area, view, false);
      if (path) paintArea(context, area, path, look);
    }
    for (const area of areas) {
      const path = pathOf(area, view, true);
      if (path) paintLine(context, area, path, look);
    }
    paintNames(context, areas, view, look);
  });
}

/** @param {Area} area @param {import("./canvas_layer.js").View} view @param {boolean} open whether
 * the seam along 180 degrees is left out */
function pathOf(area, view, open) {
  const path = new Path2D();
  let seen = false;
  for (const ring of area.rings) {
    for (const shift of [-1, 0, 1]) {
      if (!visible(ring, shift, view)) continue;
      seen = true;
      trace(path, ring.xy, shift, view, open && (ring.west <= SEAM || ring.east >= 1 - SEAM));
    }
  }
  return seen ? path : null;
}

/** @param {Ring} ring @param {number} shift @param {import("./canvas_layer.js").View} view */
function visible(ring, shift, view) {
  const { scale, left, top, width, height } = view;
  const small = (ring.east - ring.west) * scale < 0.7 && (ring.south - ring.north) * scale < 0.7;
  return !small && (ring.east + shift) * scale > left && (ring.west + shift) * scale < left + width
    && ring.south * scale > top && ring.north * scale < top + height;
}

/** Points closer than half a pixel to the last one are passed over.
 * @param {Path2D} path @param {Float64Array} xy @param {number} shift
 * @param {import("./canvas_layer.js").View} view @param {boolean} seam lift the pen along the seam */
function trace(path, xy, shift, view, seam) {
  let lastX = Infinity;
  let lastY = Infinity;
  for (let k = 0; k < xy.length; k += 2) {
    const x = (xy[k] + shift) * view.scale - view.left;
    const y = xy[k + 1] * view.scale - view.top;
    if (k === 0 || (seam && onSeam(xy[k]) && onSeam(xy[k - 2]))) path.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && k < xy.length - 2) continue;
    else path.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (!seam) path.closePath();
}

/** @param {number} x */
function onSeam(x) {
  return x <= SEAM || x >= 1 - SEAM;
}

/** @param {CanvasRenderingContext2D} context @param {Area} area @param {Path2D} path @param {any} look */
function paintArea(context, area, path, look) {
  if (!look.tiled) {
    context.fillStyle = look.colors.land;
    context.fill(path, "evenodd");
  }
  const sum = look.sums.get(area.code);
  if (sum) {
    context.globalAlpha = strength(sum, Math.max(...look.sums.values()));
    context.fillStyle = look.colors.many;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
  }
  if (!area.code || !(look.shaded.has(area.code) || look.chosen === area.code)) return;
  context.fillStyle = look.chosen === area.code ? look.colors.chosen : look.colors.shaded;
  context.fill(path, "evenodd");
}

/** @param {CanvasRenderingContext2D} context @param {Area} area @param {Path2D} path @param {any} look */
function paintLine(context, area, path, look) {
  context.setLineDash(area.disputed ? [4, 3] : []);
  context.strokeStyle = area.disputed ? look.colors.land : look.colors.border;
  context.lineWidth = 1;
  if (area.disputed) {
    context.setLineDash([]);
    context.stroke(path);
    context.setLineDash([4, 3]);
    context.strokeStyle = look.colors.border;
  }
  context.stroke(path);
  context.setLineDash([]);
}

/** Names of countries wide enough for them, larger ones first, none over another.
 * @param {CanvasRenderingContext2D} context @param {Area[]} areas
 * @param {import("./canvas_layer.js").View} view @param {any} look */
function paintNames(context, areas, view, look) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = look.colors.land;
  for (const area of areas) {
    if (look.shaded.has(area.code)) continue; // its badge says the name
    const ring = area.rings[0];
    const sum = area.disputed ? undefined : look.sums.get(area.code);
    const text = sum ? `${area.name} ${numeral(sum)}` : area.name;
    const width = (ring.east - ring.west) * view.scale;
    context.font = `${Math.max(10, Math.min(15, width / 14))}px system-ui, sans-serif`;
    context.fillStyle = sum ? look.colors.text : look.colors.names;
    if (!sum && context.measureText(area.name).width > width * 0.8) continue;
    const x = nearest(area.label[0], view);
    const y = area.label[1] * view.scale - view.top;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** @param {number} x @param {import("./canvas_layer.js").View} view */
function nearest(x, view) {
  const copy = x + Math.round((view.left + view.width / 2) / view.scale - x);
  return copy * view.scale - view.left;
}
