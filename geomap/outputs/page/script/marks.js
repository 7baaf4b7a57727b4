// @ts-check
/** Draws what stands on the map: single symbols, rings for groups, badges for whole areas. */

import { sharpness } from "./canvas_layer.js";
import { ringRadius } from "./clusters.js";
import { drawShape } from "./shapes.js";
import { numeral } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */
/** @typedef {import("./clusters.js").Group} Group */
/** @typedef {{ x: number, y: number, radius: number, width: number, group: Group, label: string }} Mark */

/** Middle and half sizes. @typedef {{ x: number, y: number, halfWidth: number, halfHeight: number }} Box */

const RADIUS = 8;
const BADGE_FONT = "500 12px system-ui, sans-serif";
/** Longer names are cut on the map; cards and lists have them whole. */
const MOST_LETTERS = 28;

export class Sprites {
  /** @param {IncidentTable} table @param {Record<string, string>} colors */
  constructor(table, colors) {
    this.table = table;
    this.colors = colors;
    /** @type {Map<string, HTMLCanvasElement>} */
    this.made = new Map();
  }

  /** @param {CanvasRenderingContext2D} context @param {number} layer @param {boolean} hollow
   * @param {number} x @param {number} y */
  draw(context, layer, hollow, x, y) {
    const ratio = sharpness();
    const key = `${layer},${hollow},${ratio}`;
    let sprite = this.made.get(key);
    if (!sprite) this.made.set(key, (sprite = this.#make(layer, hollow, ratio)));
    const side = sprite.width / ratio;
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  /** @param {number} layer @param {boolean} hollow @param {number} ratio */
  #make(layer, hollow, ratio) {
    const sprite = document.createElement("canvas");
    sprite.width = sprite.height = Math.ceil((RADIUS + 4) * 2 * ratio);
    const context = /** @type {CanvasRenderingContext2D} */ (sprite.getContext("2d"));
    context.scale(ratio, ratio);
    context.translate(RADIUS + 4, RADIUS + 4);
    const { shape, color } = this.table.layers[layer];
    drawShape(context, { shape, color, hollow, radius: RADIUS }, /** @type {any} */ (this.colors));
    return sprite;
  }
}

/**
 * A ring split by layer around the count.
 * @param {CanvasRenderingContext2D} context
 * @param {IncidentTable} table
 * @param {Group} group
 * @param {Record<string, string>} colors
 * @returns {number} its radius
 */
export function drawRing(context, table, group, colors) {
  const radius = ringRadius(group.count);
  disc(context, group, radius + 2, colors.halo);
  disc(context, group, radius, colors.ink);
  let angle = -Math.PI / 2;
  for (const [layer, share] of shares(group)) {
    const next = angle + share * 2 * Math.PI;
    context.beginPath();
    context.moveTo(group.x, group.y);
    context.arc(group.x, group.y, radius - 1, angle, next);
    context.fillStyle = table.layers[layer].color;
    context.fill();
    angle = next;
  }
  disc(context, group, radius - 5, colors.ink);
  disc(context, group, radius - 6, colors.ground);
  writeCount(context, group.count, group.x, group.y, radius, colors);
  return radius;
}

/** @param {CanvasRenderingContext2D} context @param {{x: number, y: number}} at
 * @param {number} radius @param {string} color */
function disc(context, at, radius, color) {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/** Layers with their shares, in legend order. @param {Group} group @returns {[number, number][]} */
export function shares(group) {
  return group.layers.map((count, layer) => /** @type {[number, number]} */ ([layer, count / group.count]))
    .filter(([, share]) => share > 0);
}

/** @param {CanvasRenderingContext2D} context @param {number} count @param {number} x
 * @param {number} y @param {number} radius @param {Record<string, string>} colors */
function writeCount(context, count, x, y, radius, colors) {
  const text = numeral(count);
  const size = Math.min(13, ((radius - 7) * 3.1) / text.length);
  context.font = `600 ${Math.max(9, size)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colors.text;
  context.fillText(text, x, y + 0.5);
}

/** @typedef {{ x: number, y: number, group: Group, label: string, width: number, kinds: number[] }} Badge */

/**
 * What a badge will say and how wide it will be.
 * @param {CanvasRenderingContext2D} context @param {Group} group @param {string} label
 * @returns {Badge}
 */
export function badgeOf(context, group, label) {
  const frequent = shares(group).sort(([, a], [, b]) => b - a);
  const kinds = frequent.slice(0, 3).map(([layer]) => layer);
  context.font = BADGE_FONT;
  const text = [group.count > 1 ? numeral(group.count) : "", brief(label)].filter(Boolean).join(" · ");
  const width = kinds.length * 15 + 22 + context.measureText(text).width;
  return { x: group.x, y: group.y, group, label: text, width, kinds };
}

/** @param {string} name */
function brief(name) {
  const letters = [...name];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : name;
}

/**
 * A pill with a dashed edge: incidents known only by their country or province.
 * @param {CanvasRenderingContext2D} context @param {Sprites} sprites @param {Badge} badge
 * @param {Record<string, string>} colors
 */
export function drawBadge(context, sprites, badge, colors) {
  const left = badge.x - badge.width / 2;
  context.beginPath();
  context.roundRect(left, badge.y - 12, badge.width, 24, 12);
  context.fillStyle = colors.badge;
  context.fill();
  context.setLineDash([4, 3]);
  context.lineWidth = 1.3;
  context.strokeStyle = colors.dashes;
  context.stroke();
  context.setLineDash([]);
  badge.kinds.forEach((layer, k) => sprites.draw(context, layer, true, left + 14 + k * 15, badge.y));
  context.font = BADGE_FONT;
  context.textAlign = "start";
  context.textBaseline = "middle";
  context.fillStyle = colors.text;
  context.fillText(badge.label, left + badge.kinds.length * 15 + 12, badge.y + 0.5);
}

/**
 * A name beside a mark, on the side that has room; nothing where neither has.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, radius: number, name: string}} label
 * @param {Box[]} taken boxes that may not be covered; the label's own is added
 * @param {Record<string, string>} colors
 */
export function drawName(context, label, taken, colors) {
  context.font = "500 12px system-ui, sans-serif";
  const name = brief(label.name);
  const half = context.measureText(name).width / 2 + 2;
  const away = label.radius + half + 4;
  const x = [label.x + away, label.x - away].find((at) =>
    !taken.some((t) => Math.abs(t.x - at) < t.halfWidth + half && Math.abs(t.y - label.y) < t.halfHeight + 8));
  if (x === undefined) return;
  taken.push({ x, y: label.y, halfWidth: half, halfHeight: 8 });
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = colors.land;
  context.strokeText(name, x, label.y + 0.5);
  context.fillStyle = colors.text;
  context.fillText(name, x, label.y + 0.5);
}

/**
 * A dashed circle: the ground that a point stands for.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, radius: number}} circle
 * @param {string} color
 * @param {boolean} strong
 */
export function drawReach(context, circle, color, strong) {
  context.beginPath();
  context.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI);
  context.globalAlpha = strong ? 0.14 : 0.07;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = strong ? 0.95 : 0.5;
  context.setLineDash([6, 5]);
  context.lineWidth = strong ? 2 : 1.2;
  context.strokeStyle = color;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}
