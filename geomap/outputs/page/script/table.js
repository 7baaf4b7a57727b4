// @ts-check
/** The incidents as columns. A row is a number; no object is made for an incident until it is shown. */

import { unitX, unitY } from "./projection.js";
import { TextColumn, Wording } from "./texts.js";

export const PRECISIONS = ["site", "city", "admin2", "admin1", "country"];
/** From this position in PRECISIONS on, a point stands for an area. */
export const COARSE = 2;
export const GRID = 1e5;
/** In `precision`: not located. */
export const NOWHERE = 255;
/** In `start` and `end`: no date. Less than any day, so that the dateless come last. */
export const NO_DAY = -(2 ** 31);

const ROW_TEXTS = ["modality", "date_precision", "date_source", "date_text", "actor1", "actor2",
  "fatalities_text", "reason"];
const PLACE_TEXTS = ["place_name", "place_text", "country_code", "country", "admin1"];
const DOCUMENT_TEXTS = ["title", "source", "url", "language", "document_id"];
const NUMBERS = ["fatalities", "fatalities_min", "fatalities_max", "injured", "arrested", "crowd_size",
  "confidence"];

/** @typedef {{ id: string, label: string, color: string, shape: string, on: boolean }} Layer */
/** @typedef {{ type: string, sub: string, layer: number }} Kind */
/** @typedef {{ quote: string | null, title: string | null, source: string | null, url: string | null,
 *   published: number | null, language: string | null, document_id: string }} Evidence */
/** @typedef {import("./island.js").Numbers} Numbers */

/** A table of distinct records that rows point to.
 * @typedef {{ of: Numbers, texts: Record<string, TextColumn> }} Lookup */

export class IncidentTable {
  /** @param {import("./island.js").Island} island see columns.py */
  constructor(island) {
    const { head } = island;
    /** @type {number} */ this.length = head.length;
    /** @type {Layer[]} */ this.layers = head.layers;
    /** @type {Kind[]} */ this.kinds = head.kinds;
    /** Side of the grid that positions were rounded to. @type {number | null} */
    this.gridKm = head.coarsened_km ?? null;
    /** @type {string[]} */ const vocabulary = head.vocabulary;
    this.wording = new Wording(vocabulary, island.bytes("words"));
    const column = (/** @type {string} */ name) =>
      new TextColumn(this.wording, head.texts[name], island.numbers(name),
        head.in_pieces.includes(name) ? "" : " ");
    const columns = (/** @type {string[]} */ names) => Object.fromEntries(names.map((n) => [n, column(n)]));
    this.texts = columns(ROW_TEXTS);
    /** @type {Lookup} */ this.places = { of: island.numbers("place").values, texts: columns(PLACE_TEXTS) };
    /** @type {Lookup} */ this.documents = { of: island.numbers("document").values, texts: columns(DOCUMENT_TEXTS) };
    this.quotes = column("quote");
    this.published = island.numbers("published");
    /** @type {Record<string, (number | null)[]>} */ this.values = head.numbers;
    this.codes = Object.fromEntries(NUMBERS.map((name) => [name, island.numbers(name).values]));
    this.ids = island.has("id") && !("id" in head.texts) ? island.bytes("id") : column("id");
    this.kind = Uint16Array.from(island.numbers("kind").values);
    this.layer = Uint8Array.from(this.kind, (k) => this.kinds[k].layer);
    this.longitudes = island.numbers("longitude");
    this.latitudes = island.numbers("latitude");
    const { of } = this.places;
    /** 1 where not located. */
    this.nowhere = spread(this.longitudes, of, Uint8Array, (v) => (v === null ? 1 : 0));
    /** On the unit square; NaN where not located. */
    this.x = spread(this.longitudes, of, Float64Array, (v) => (v === null ? NaN : unitX(v / GRID)));
    this.y = spread(this.latitudes, of, Float64Array, (v) => (v === null ? NaN : unitY(v / GRID)));
    this.precision = spread(island.numbers("precision"), of, Uint8Array, (v) => v ?? NOWHERE);
    const [starts, more] = ["date_start", "days_more"].map((name) => island.numbers(name));
    this.start = Int32Array.from(starts.values, (v) => (v === starts.none ? NO_DAY : v));
    this.end = Int32Array.from(more.values, (v, i) => this.start[i] + (v === more.none ? 0 : Math.max(0, v)));
    /** All rows, the latest first. */
    this.byDate = newestFirst(this.start);
    /** Rows of the evidence beyond the main ones. */
    this.furtherRows = island.numbers("further").values;
    this.further = furtherOf(this.furtherRows, this.length);
    this.sure = this.#sure();
  }

  /** 1 where it is told as having happened; threats, plans and denials are not. */
  #sure() {
    const { modality } = this.texts;
    const known = Array.from({ length: modality.size }, (_, code) =>
      (["actual", "claimed"].includes(modality.value(code)) ? 1 : 0));
    return Uint8Array.from(modality.codes, (code) => known[code]);
  }

  /** @param {string} column @param {number} i @returns {string | null} */
  text(column, i) {
    if (column === "id") return this.id(i);
    if (column === "quote") return this.quotes.at(i);
    if (column in this.texts) return this.texts[column].at(i);
    const { of, texts } = column in this.places.texts ? this.places : this.documents;
    return texts[column].at(of[i]);
  }

  /** @param {string} column @param {number} i @returns {number | null} */
  number(column, i) {
    if (column === "date_start") return this.start[i] === NO_DAY ? null : this.start[i];
    if (column === "date_end") return this.end[i] === NO_DAY ? null : this.end[i];
    if (column === "uncertainty_km") return this.values[column][this.places.of[i]];
    return this.values[column][this.codes[column][i]];
  }

  /** Degrees, or null. @param {number} i @returns {[number, number] | null} longitude, latitude */
  degrees(i) {
    const place = this.places.of[i];
    if (this.nowhere[i]) return null;
    return [this.longitudes.values[place] / GRID, this.latitudes.values[place] / GRID];
  }

  /** The day on which the main document appeared. @param {number} i @returns {number | null} */
  publishedOn(i) {
    const day = this.published.values[this.documents.of[i]];
    return day === this.published.none ? null : day;
  }

  /** @param {number} i */
  located(i) {
    return this.nowhere[i] === 0;
  }

  /** @param {number} i whether the point stands for a whole area */
  coarse(i) {
    return this.precision[i] >= COARSE && this.precision[i] !== NOWHERE;
  }

  /** Whether other incidents have the same headline. @param {number} i */
  sharesTitle(i) {
    const { codes, size } = this.documents.texts.title;
    if (!this.titleUses) {
      this.titleUses = new Uint32Array(size);
      for (let k = 0; k < this.length; k += 1) this.titleUses[codes[this.documents.of[k]]] += 1;
    }
    return this.titleUses[codes[this.documents.of[i]]] > 1;
  }

  /** @param {number} i @returns {Layer} */
  layerOf(i) {
    return this.layers[this.layer[i]];
  }

  /** @param {number} i @returns {Kind} */
  kindOf(i) {
    return this.kinds[this.kind[i]];
  }

  /** @param {number} i */
  id(i) {
    if (this.ids instanceof TextColumn) return this.ids.at(i);
    const width = this.ids.length / this.length;
    const bytes = Array.from(this.ids.subarray(i * width, (i + 1) * width));
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** @param {string} id @returns {number} the row, or -1 */
  find(id) {
    for (let i = 0; i < this.length; i += 1) if (this.id(i) === id) return i;
    return -1;
  }

  /** @param {number} i @returns {Evidence[]} the main one first */
  evidence(i) {
    return [i, ...(this.further.get(i) ?? [])].map((at) => {
      const document = this.documents.of[at];
      const day = this.published.values[document];
      const words = DOCUMENT_TEXTS.map((name) => [name, this.documents.texts[name].at(document)]);
      return /** @type {any} */ ({ ...Object.fromEntries(words), quote: this.quotes.at(at),
        published: day === this.published.none ? null : day });
    });
  }
}

/**
 * Values of a lookup's column, turned and spread over the rows.
 * @template {Uint8Array | Float64Array} T
 * @param {import("./island.js").Column} column @param {Numbers} of
 * @param {{ from: (values: ArrayLike<number>) => T }} array its type
 * @param {(value: number | null) => number} turn
 * @returns {T}
 */
function spread({ values, none }, of, array, turn) {
  const turned = Array.from(values, (value) => turn(value === none ? null : value));
  const rows = new Float64Array(of.length);
  for (let i = 0; i < rows.length; i += 1) rows[i] = turned[of[i]];
  return array.from(rows);
}

/** Numbers of the further evidence of each row that has any.
 * @param {Numbers} rows @param {number} length @returns {Map<number, number[]>} */
function furtherOf(rows, length) {
  const found = new Map();
  rows.forEach((row, k) => found.set(row, [...(found.get(row) ?? []), length + k]));
  return found;
}

/** Rows by day, later days first; rows of one day in their order. @param {Int32Array} start */
function newestFirst(start) {
  const days = [...new Set(start)].sort((a, b) => b - a);
  const places = new Map(days.map((day, k) => [day, k]));
  const at = new Uint32Array(days.length + 1);
  const ranks = Uint32Array.from(start, (day) => /** @type {number} */ (places.get(day)));
  for (const rank of ranks) at[rank + 1] += 1;
  for (let k = 1; k < at.length; k += 1) at[k] += at[k - 1];
  const order = new Uint32Array(start.length);
  for (let i = 0; i < start.length; i += 1) {
    order[at[ranks[i]]] = i;
    at[ranks[i]] += 1;
  }
  return order;
}
