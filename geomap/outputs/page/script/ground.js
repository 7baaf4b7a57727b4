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
    const label = made.length ? middle(made[0], made[0], 5) : [NaN, NaN, 0];
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

/**
 * Where a name fits best within a box: the middle of the widest of nine cuts.
 * @param {Ring} ring @param {{ west: number, east: number, north: number, south: number }} box
 * @param {number} liked the cut to take among equals, from the north
 * @returns {number[]} x, y and the width there; of no width where the ring is not in the box
 */
function middle(ring, box, liked) {
  const [north, south] = [Math.max(ring.north, box.north), Math.min(ring.south, box.south)];
  let best = [NaN, NaN, 0];
  let widest = 0;
  for (let cut = 1; cut < 10 && north < south; cut += 1) {
    const y = north + ((south - north) * cut) / 10;
    const crossings = crossingsAt(ring.xy, y);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const [west, east] = [Math.max(crossings[k], box.west), Math.min(crossings[k + 1], box.east)];
      const width = (east - west) * (1 - Math.abs(cut - liked) / 12);
      if (width > widest) {
        widest = width;
        best = [(west + east) / 2, y, east - west];
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

/** Names of countries wide enough for them.
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
    const needed = context.measureText(area.name).width;
    if (!sum && needed > width * 0.8) continue;
    const [x, y, room] = nameSpot(area, view, needed);
    if (!sum && needed > room * 0.8) continue;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** Where the name of an area stands: in its middle, or in the middle of what is seen of it.
 * @param {Area} area @param {import("./canvas_layer.js").View} view @param {number} needed pixels
 * @returns {number[]} x, y and the room there, canvas pixels */
function nameSpot({ label, rings }, view, needed) {
  const { scale, left, top, width, height, offsetX, offsetY } = view;
  const turns = Math.round((left + width / 2) / scale - label[0]);
  const seen = {
    west: (left + offsetX) / scale - turns, east: (left + width - offsetX) / scale - turns,
    north: (top + offsetY) / scale, south: (top + height - offsetY) / scale,
  };
  const half = needed / 2 / scale;
  const inside = label[0] - half > seen.west && label[0] + half < seen.east
    && label[1] > seen.north && label[1] < seen.south;
  const [x, y, room] = inside ? label : middle(rings[0], seen, 2); // incidents stand in the middle
  return [(x + turns) * scale - left, y * scale - top, room * scale];
}
