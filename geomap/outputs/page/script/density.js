// @ts-check
/** Two other ways to show many incidents: a heat map, and countries shaded by their numbers. */

import { nearestCopy } from "./clusters.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */
/** @typedef {import("./canvas_layer.js").View} View */

export const MODES = ["marks", "heat", "counts", "deaths"];
/** Canvas pixels of one cell of the heat map. */
const COARSENESS = 4;
const BLUR = 4;
const PASSES = 3;

/**
 * Sums by country: incidents, or the least number of dead that they tell.
 * @param {IncidentTable} table @param {Uint8Array} passes @param {boolean} deaths
 * @returns {Map<string, number>} by ISO code; countries with nothing are left out
 */
export function sumsByCountry(table, passes, deaths) {
  const { of, texts } = table.places;
  const byPlace = new Float64Array(texts.country_code.codes.length);
  for (let i = 0; i < table.length; i += 1) {
    if (passes[i] === 0) continue;
    byPlace[of[i]] += deaths ? (table.number("fatalities", i) ?? table.number("fatalities_min", i) ?? 0) : 1;
  }
  const sums = new Map();
  for (let place = 0; place < byPlace.length; place += 1) {
    const code = byPlace[place] ? texts.country_code.at(place) : null;
    if (code) sums.set(code, (sums.get(code) ?? 0) + byPlace[place]);
  }
  return sums;
}

/** How strong a country is shaded, 0 to 1; by logarithm, since few countries have most.
 * @param {number} sum @param {number} highest */
export function strength(sum, highest) {
  return 0.2 + 0.6 * (highest > 1 ? Math.log(sum) / Math.log(highest) : 1);
}

/**
 * Paints where points lie close together.
 * @param {CanvasRenderingContext2D} context @param {ArrayLike<number>} rows
 * @param {IncidentTable} table @param {View} view
 */
export function paintHeat(context, rows, table, view) {
  const width = Math.ceil(view.width / COARSENESS);
  const height = Math.ceil(view.height / COARSENESS);
  let cells = new Float32Array(width * height);
  for (let k = 0; k < rows.length; k += 1) {
    const i = rows[k];
    const x = nearestCopy(table.x[i], view.left, view.width, view.scale) * view.scale - view.left;
    const column = Math.floor(x / COARSENESS);
    const line = Math.floor((table.y[i] * view.scale - view.top) / COARSENESS);
    if (column >= 0 && line >= 0 && column < width && line < height) cells[line * width + column] += 1;
  }
  for (let pass = 0; pass < PASSES; pass += 1) cells = blurred(blurred(cells, width, 1), height, width);
  context.imageSmoothingEnabled = true;
  context.drawImage(picture(cells, width, height), 0, 0, width * COARSENESS, height * COARSENESS);
}

/** A running mean along one direction.
 * @param {Float32Array} cells @param {number} size of the direction @param {number} step 1 along
 *   lines, the width along columns */
function blurred(cells, size, step) {
  const out = new Float32Array(cells.length);
  const count = cells.length / size;
  for (let k = 0; k < count; k += 1) {
    const start = step === 1 ? k * size : k;
    let sum = 0;
    for (let at = -BLUR; at < size; at += 1) {
      if (at + BLUR < size) sum += cells[start + (at + BLUR) * step];
      if (at - BLUR - 1 >= 0) sum -= cells[start + (at - BLUR - 1) * step];
      if (at >= 0) out[start + at * step] = sum / (2 * BLUR + 1);
    }
  }
  return out;
}

/** @param {Float32Array} cells @param {number} width @param {number} height */
function picture(cells, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  const highest = cells.reduce((a, b) => Math.max(a, b), 0) || 1;
  for (let k = 0; k < cells.length; k += 1) {
    const heat = Math.max(0, cells[k] / highest) ** 0.6;
    image.data.set([235, 190 - 175 * heat, 60 - 30 * heat, Math.min(225, 420 * heat)], k * 4);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
