// @ts-check
/** What is shown: one pass over the table tells which rows pass, and what each control would add. */

import { NOWHERE, NO_DAY } from "./table.js";

/**
 * @typedef {Object} Choice
 * @property {Set<string>} offLayers ids of layers switched off
 * @property {Set<number>} offKinds sub-types switched off
 * @property {string} query
 * @property {number | null} from first day shown
 * @property {number | null} to last day shown
 * @property {boolean} undated whether rows without a date are shown while a date is chosen
 * @property {number} coarsest position in PRECISIONS of the coarsest place shown
 * @property {string} mode one of MODES: how incidents are shown
 * @property {boolean} doubtful whether what did not happen for sure is shown
 */

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

/**
 * @typedef {Object} Selection
 * @property {Uint8Array} passes 1 where a row is shown
 * @property {number} shown
 * @property {number} unlocated shown rows without a point
 * @property {number} undated rows that pass all but the dates and have none
 * @property {number} doubtful rows that pass all but their modality
 * @property {Uint32Array} byKind rows that pass all but the type filter, by sub-type
 * @property {Uint8Array} inTime rows that pass all but the dates
 */

/** @param {IncidentTable} table @returns {Choice} */
export function firstChoice(table) {
  const off = table.layers.filter((layer) => !layer.on).map((layer) => layer.id);
  return {
    offLayers: new Set(off), offKinds: new Set(), query: "", from: null, to: null,
    undated: true, coarsest: 4, doubtful: false, mode: "marks",
  };
}

/**
 * @param {IncidentTable} table
 * @param {Choice} choice
 * @param {Uint8Array | null} matches rows that match the query; null when there is none
 * @returns {Selection}
 */
export function select(table, choice, matches) {
  const { length, kind, precision, sure, start, end, nowhere } = table;
  const shows = Uint8Array.from(table.kinds, (one, k) =>
    (choice.offLayers.has(table.layers[one.layer].id) || choice.offKinds.has(k) ? 0 : 1));
  const [from, to] = [choice.from ?? -Infinity, choice.to ?? Infinity];
  const ever = choice.from === null && choice.to === null;
  const passes = new Uint8Array(length);
  const timeless = new Uint8Array(length);
  const byKind = new Uint32Array(table.kinds.length);
  const sums = { shown: 0, unlocated: 0, undated: 0, doubtful: 0 };
  for (let i = 0; i < length; i += 1) {
    if (matches !== null && matches[i] === 0) continue;
    if (precision[i] > choice.coarsest && precision[i] !== NOWHERE) continue;
    const dated = start[i] !== NO_DAY;
    const timed = ever || (dated ? end[i] >= from && start[i] <= to : choice.undated);
    const typed = shows[kind[i]] === 1;
    if (sure[i] === 0) {
      if (timed && typed) sums.doubtful += 1;
      if (!choice.doubtful) continue;
    }
    if (timed) byKind[kind[i]] += 1;
    if (!typed) continue;
    timeless[i] = 1;
    if (!dated) sums.undated += 1;
    if (!timed) continue;
    passes[i] = 1;
    sums.shown += 1;
    sums.unlocated += nowhere[i];
  }
  return { passes, inTime: timeless, byKind, ...sums };
}
