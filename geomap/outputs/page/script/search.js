// @ts-check
/** Search in any script: letters are compared without case, width and marks. */

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

const ROW_COLUMNS = ["actor1", "actor2"];
const PLACE_COLUMNS = ["place_name", "place_text", "admin1", "country"];
const DOCUMENT_COLUMNS = ["title", "source"];

/** @param {string | null} text */
export function folded(text) {
  if (!text) return "";
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
}

export class Search {
  /** @param {IncidentTable} table */
  constructor(table) {
    this.table = table;
    /** Rows found for the words of the last query: most queries add to the one before.
     * @type {Map<string, Uint8Array>} */
    this.found = new Map();
  }

  /** Does beforehand what the first search would have to wait for. */
  prepare() {
    this.#rowsWith("\0");
  }

  /**
   * Rows that hold every word of the query, each in any column.
   * @param {string} query
   * @returns {Uint8Array | null} null when the query is empty
   */
  matches(query) {
    const words = folded(query).split(/\s+/).filter(Boolean);
    if (!words.length) return null;
    this.found = new Map(words.map((word) => [word, this.found.get(word) ?? this.#rowsWith(word)]));
    const [first, ...others] = this.found.values();
    const all = first.slice();
    for (const rows of others) for (let i = 0; i < all.length; i += 1) all[i] &= rows[i];
    return all;
  }

  /** @param {string} word @returns {Uint8Array} */
  #rowsWith(word) {
    const { table } = this;
    // A text is cut at its spaces, and the word has none: it lies within one piece.
    const wanted = table.wording.codesOf((piece) => piece.includes(word), folded);
    const rows = new Uint8Array(table.length);
    for (const name of ROW_COLUMNS) table.texts[name].mark(wanted, rows);
    const places = new Uint8Array(table.places.texts.place_name.codes.length);
    for (const name of PLACE_COLUMNS) table.places.texts[name].mark(wanted, places);
    for (let i = 0; i < rows.length; i += 1) rows[i] |= places[table.places.of[i]];
    this.#markEvidence(wanted, rows);
    return rows;
  }

  /** @param {Uint8Array} wanted @param {Uint8Array} rows */
  #markEvidence(wanted, rows) {
    const { documents, quotes, furtherRows, length } = this.table;
    const told = new Uint8Array(documents.texts.title.codes.length);
    for (const name of DOCUMENT_COLUMNS) documents.texts[name].mark(wanted, told);
    const evidence = new Uint8Array(quotes.codes.length);
    quotes.mark(wanted, evidence);
    for (let k = 0; k < evidence.length; k += 1) {
      if (evidence[k] || told[documents.of[k]]) rows[k < length ? k : furtherRows[k - length]] = 1;
    }
  }
}
