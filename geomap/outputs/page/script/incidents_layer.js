// @ts-check
/** The incidents on one canvas, and what lies under the pointer. */

import { addCanvasLayer } from "./canvas_layer.js";
import { groupPoints, nearestCopy, ringRadius, rowsOfGroups } from "./clusters.js";
import { Sprites, badgeOf, drawBadge, drawName, drawReach, drawRing } from "./marks.js";
import { paintHeat } from "./density.js";
import { latitudeOf, unitLength } from "./projection.js";
import { COARSE, NOWHERE, PRECISIONS } from "./table.js";
import { countryName, numeral } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */
/** @typedef {import("./canvas_layer.js").View} View */
/** @typedef {import("./marks.js").Mark} Mark */

const APART_ZOOM = 13;
const COUNTRY = PRECISIONS.indexOf("country");
/** With more groups in view, names would be noise. */
const MOST_NAMES = 60;
/** Where a badge may go, in pixels from its point. */
const SHIFTS = [[0, 0], [0, 18], [0, -18], [0, 32], [0, -32], [0, 44], [0, -44]];
const SHORT_SHIFTS = shiftsAround([0, 18, 30, 42, 54], 8);

export class IncidentsLayer {
  /**
   * @param {any} map
   * @param {IncidentTable} table
   * @param {Record<string, string>} colors
   */
  constructor(map, table, colors) {
    this.map = map;
    this.table = table;
    this.colors = colors;
    this.sprites = new Sprites(table, colors);
    /** Rows shown as points, and as whole areas. */
    this.points = new Uint32Array(0);
    this.areas = new Uint32Array(0);
    this.apart = false;
    /** @type {Mark[]} */ this.marks = [];
    this.selected = -1;
    this.mode = "marks";
    this.layer = addCanvasLayer(map, "incidents", (context, view) => this.#paint(context, view));
  }

  /** @param {Record<string, string>} colors */
  setColors(colors) {
    this.colors = colors;
    this.sprites = new Sprites(this.table, colors);
  }

  /** @param {Uint8Array} passes @param {number} selected row, or -1 */
  show(passes, selected) {
    const { nowhere, precision } = this.table;
    const found = new Uint32Array(passes.length); // points from the left, areas from the right
    let points = 0;
    let areas = passes.length;
    for (let i = 0; i < passes.length; i += 1) {
      if (passes[i] === 0 || nowhere[i] === 1) continue;
      if (precision[i] < COARSE || precision[i] === NOWHERE) found[points++] = i;
      else found[--areas] = i;
    }
    this.points = found.subarray(0, points);
    this.areas = found.subarray(areas).reverse();
    this.selected = selected;
    this.layer.repaint();
  }

  /** Codes of the countries that stand as a whole for an incident shown. */
  wholeCountries() {
    /** @type {Set<string>} */ const codes = new Set();
    const seen = new Uint8Array(this.table.places.texts.country_code.codes.length);
    for (const i of this.areas) {
      const place = this.table.places.of[i];
      if (this.table.precision[i] !== COUNTRY || seen[place]) continue;
      seen[place] = 1;
      codes.add(this.table.text("country_code", i) ?? "");
    }
    return codes;
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paint(context, view) {
    this.marks = [];
    if (this.mode === "heat") paintHeat(context, this.points, this.table, view);
    if (this.mode !== "marks") return;
    this.apart = view.zoom >= APART_ZOOM;
    const groups = groupPoints(this.points, this.table, view, this.apart);
    const taken = groups.map(boxOf);
    const badges = this.#badges(context, view, taken);
    for (const badge of badges) this.#paintReach(context, view, badge.group.first, false);
    if (this.selected >= 0 && this.table.located(this.selected)) {
      this.#paintReach(context, view, this.selected, true);
    }
    for (const group of groups) this.#paintGroup(context, group);
    this.#paintChosen(context, groups, view);
    if (groups.length <= MOST_NAMES) this.#paintNames(context, groups, taken, view);
    for (const badge of badges) {
      drawBadge(context, this.sprites, badge, this.colors);
      this.marks.push({ ...badge, radius: 12 });
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./clusters.js").Group} group */
  #paintGroup(context, group) {
    const { x, y } = group;
    let radius = 10;
    if (group.count === 1) this.sprites.draw(context, this.table.layer[group.first], false, x, y);
    else radius = drawRing(context, this.table, group, this.colors);
    this.marks.push({ x, y, radius, width: 0, group, label: "" });
  }

  /** A ring around the group that holds the chosen incident.
   * @param {CanvasRenderingContext2D} context @param {import("./clusters.js").Group[]} groups
   * @param {View} view */
  #paintChosen(context, groups, view) {
    if (!this.points.includes(this.selected)) return;
    const [{ cells: [cell] = [-1] } = { cells: [-1] }] =
      groupPoints([this.selected], this.table, view, this.apart);
    const group = groups.find(({ cells }) => cells.includes(cell));
    if (!group) return;
    const { x, y } = group;
    const radius = group.count === 1 ? 10 : ringRadius(group.count);
    context.beginPath();
    context.arc(x, y, radius + 5, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = this.colors.focus;
    context.stroke();
  }

  /**
   * One badge for each area, beside what stands there already. Where there is no room it is short
   * and stands over the others.
   * @param {CanvasRenderingContext2D} context @param {View} view
   * @param {import("./marks.js").Box[]} taken what stands there; the badges are added
   */
  #badges(context, view, taken) {
    const found = groupPoints(this.areas, this.table, view, true).sort((a, b) => b.count - a.count);
    return found.map((group) => {
      const badge = badgeOf(context, group, this.#areaName(group.first));
      const free = SHIFTS.find((shift) => !taken.some((t) => clash(t, badge, shift)));
      if (!free) shorten(badge);
      const [dx, dy] = free ?? leastClash(taken, badge);
      badge.x += dx;
      badge.y += dy;
      taken.push({ x: badge.x, y: badge.y, halfWidth: badge.width / 2, halfHeight: 12 });
      return badge;
    });
  }

  /** Names the groups that stand mostly for one place, the larger first.
   * @param {CanvasRenderingContext2D} context @param {import("./clusters.js").Group[]} groups
   * @param {import("./marks.js").Box[]} taken @param {View} view */
  #paintNames(context, groups, taken, view) {
    const { places } = this.table;
    const rows = rowsOfGroups(groups, this.points, this.table, view, this.apart);
    for (const group of [...groups].sort((a, b) => b.count - a.count)) {
      const { x, y, count } = group;
      const codes = (rows.get(group) ?? []).map((row) => places.texts.place_name.codes[places.of[row]]);
      const common = codes[codes.length >> 1];
      const name = this.table.text("place_name", (rows.get(group) ?? [group.first])[codes.length >> 1]);
      const here = codes.reduce((sum, code) => sum + (code === common ? 1 : 0), 0);
      if (name && here >= count * 0.6) drawName(context, { x, y, radius: ringRadius(count), name }, taken, this.colors);
    }
  }

  /** The rows of a mark. @param {Mark} mark @returns {number[]} */
  rowsOf({ group, width }) {
    const [rows, apart] = width ? [this.areas, true] : [this.points, this.apart];
    return rowsOfGroups([group], rows, this.table, this.layer.view(), apart).get(group) ?? [];
  }

  /** @param {number} i */
  #areaName(i) {
    const name = this.table.text("place_name", i) ?? "";
    if (this.table.precision[i] !== COUNTRY) return name;
    return countryName(this.table.text("country_code", i) ?? "", name);
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view @param {number} i
   * @param {boolean} strong */
  #paintReach(context, view, i, strong) {
    const km = this.table.number("uncertainty_km", i) ?? 0;
    const shaded = this.table.precision[i] === COUNTRY && this.table.text("country_code", i);
    const radius = unitLength(km, latitudeOf(this.table.y[i])) * view.scale;
    if (shaded || radius < 14 || radius > 3000) return;
    const x = nearestCopy(this.table.x[i], view.left, view.width, view.scale) * view.scale - view.left;
    const y = this.table.y[i] * view.scale - view.top;
    drawReach(context, { x, y, radius }, strong ? this.colors.focus : this.colors.dashes, strong);
  }

  /**
   * The mark under a point of the map, or null.
   * @param {{x: number, y: number}} point in the map's own pixels
   * @returns {Mark | null}
   */
  markAt(point) {
    const { offsetX, offsetY } = this.layer.view();
    const x = point.x + offsetX;
    const y = point.y + offsetY;
    const near = this.marks.filter((mark) =>
      mark.width ? Math.abs(mark.x - x) < mark.width / 2 && Math.abs(mark.y - y) < 14
        : Math.hypot(mark.x - x, mark.y - y) < mark.radius + 4);
    return near.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))[0] ?? null;
  }
}

/** @param {import("./clusters.js").Group} group @returns {import("./marks.js").Box} */
function boxOf({ x, y, count }) {
  const radius = ringRadius(count) + 2;
  return { x, y, halfWidth: radius, halfHeight: radius };
}

/** Places around a point, near ones first. @param {number[]} radii @param {number} count of directions */
function shiftsAround(radii, count) {
  const turns = Array.from({ length: count }, (_, k) => (k / count) * 2 * Math.PI);
  return radii.flatMap((radius) => turns.map((turn) => [radius * Math.sin(turn), -radius * Math.cos(turn)]));
}

/** The shift that covers least of what stands there. @param {import("./marks.js").Box[]} taken
 * @param {import("./marks.js").Badge} badge @returns {number[]} */
function leastClash(taken, badge) {
  const near = taken.filter((t) => Math.abs(t.x - badge.x) < 130 && Math.abs(t.y - badge.y) < 100);
  let best = SHORT_SHIFTS[0];
  let least = Infinity;
  for (const shift of SHORT_SHIFTS) {
    const covered = near.reduce((sum, t) => sum + overlap(t, badge, shift), 0);
    if (covered < least) [best, least] = [shift, covered];
  }
  return best;
}

/** Square pixels that a badge would cover of a box. @param {import("./marks.js").Box} t
 * @param {import("./marks.js").Badge} badge @param {number[]} shift */
function overlap(t, badge, [dx, dy]) {
  const wide = t.halfWidth + badge.width / 2 - Math.abs(t.x - badge.x - dx);
  const tall = t.halfHeight + 12 - Math.abs(t.y - badge.y - dy);
  return Math.max(0, wide) * Math.max(0, tall);
}

/** @param {import("./marks.js").Box} t
 * @param {import("./marks.js").Badge} badge @param {number[]} shift */
function clash(t, badge, [dx, dy]) {
  return Math.abs(t.x - badge.x - dx) < t.halfWidth + badge.width / 2
    && Math.abs(t.y - badge.y - dy) < t.halfHeight + 12;
}

/** @param {import("./marks.js").Badge} badge */
function shorten(badge) {
  badge.kinds = badge.kinds.slice(0, 1);
  badge.label = badge.group.count > 1 ? numeral(badge.group.count) : "";
  badge.width = 30 + badge.label.length * 8;
}
