/** A table of five made-up incidents for the tests of the modules. */

import { IncidentTable } from "../../../geomap/outputs/page/script/table.js";

const ROW_TEXTS = ["modality", "date_precision", "date_source", "date_text", "actor1", "actor2",
  "fatalities_text", "reason", "quote", "id"];
const PLACE_TEXTS = ["place_name", "place_text", "country_code", "country", "admin1"];
const DOCUMENT_TEXTS = ["title", "source", "url", "language", "document_id"];
const NUMBERS = ["fatalities", "fatalities_min", "fatalities_max", "injured", "arrested", "crowd_size",
  "confidence"];

/** An island as the packer makes it, from plain columns; words are few, so a code is one byte. */
export class FakeIsland {
  constructor(length, layers, kinds, numbers, texts) {
    this.columns = new Map(Object.entries(numbers));
    this.head = { length, layers, kinds, vocabulary: [], texts: {}, in_pieces: ["url"],
      numbers: Object.fromEntries([...NUMBERS, "uncertainty_km"].map((name) => [name, [null]])) };
    this.stream = [];
    this.base = 0;
    for (const [name, rows] of Object.entries(texts)) this.#add(name, rows);
    for (const name of NUMBERS) this.columns.set(name, Array(length).fill(0));
  }

  #add(name, rows) {
    const distinct = [...new Set(rows.filter((text) => text !== null))];
    this.head.texts[name] = this.base;
    this.base += distinct.length;
    this.columns.set(name, rows.map((text) => (text === null ? null : distinct.indexOf(text))));
    for (const text of distinct) {
      const pieces = name === "url" ? text.split(/(?<=[/-])/) : text.split(" ");
      this.stream.push(...pieces.map((word) => this.#code(word)), 0);
    }
  }

  #code(word) {
    const { vocabulary } = this.head;
    if (!vocabulary.includes(word)) vocabulary.push(word);
    return vocabulary.indexOf(word) + 1;
  }

  numbers(name) {
    const none = -(2 ** 31);
    return { values: Int32Array.from(this.columns.get(name), (v) => v ?? none), none };
  }

  bytes() {
    return Uint8Array.from(this.stream);
  }

  has(name) {
    return this.columns.has(name);
  }
}

const LAYERS = [
  { id: "protests", label: "Protests", color: "#6C8DF2", shape: "circle", on: true },
  { id: "riots", label: "Riots", color: "#A5540C", shape: "diamond", on: true },
  { id: "diplomatic", label: "Diplomatic", color: "#7F8D7E", shape: "ring", on: false },
];
const KINDS = [
  { type: "Protests", sub: "Peaceful protest", layer: 0 },
  { type: "Riots", sub: "Mob violence", layer: 1 },
  { type: "Diplomatic", sub: "Statement", layer: 2 },
];

/** Rows: 0 protest on day 100; 1 riot, days 99 to 101, country-wide; 2 protest, no day, no place;
 * 3 statement (layer off); 4 planned protest. Row 1 has a second source. */
export function made() {
  const none = (names, count) => Object.fromEntries(names.map((name) => [name, Array(count).fill(null)]));
  const numbers = {
    kind: [0, 1, 0, 2, 0], date_start: [100, 99, null, 100, 100], days_more: [0, 2, null, 0, 0],
    place: [0, 1, 2, 3, 3], longitude: [7_692_000, 6_800_000, null, 0], latitude: [4_325_000, 4_800_000, null, 0],
    precision: [1, 4, null, 1], document: [0, 0, 1, 2, 2, 1], published: [100, null, null], further: [1],
  };
  const texts = {
    ...none(ROW_TEXTS, 5), ...none(PLACE_TEXTS, 4), ...none(DOCUMENT_TEXTS, 3),
    id: ["a", "b", "c", "d", "e"],
    modality: ["actual", "actual", "actual", "actual", "planned"],
    title: ["Almaty, day one", "=cmd", null],
    url: ["https://a.example/one-two", null, null],
    quote: ["Crowds gathered.", "From Zjanaozen it spread.", "x", "x", "x", "Told elsewhere."],
    place_name: ["Almaty", "Kazakhstan", null, "Almaty"],
  };
  return new IncidentTable(new FakeIsland(5, LAYERS, KINDS, numbers, texts));
}
