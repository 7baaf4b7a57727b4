// @ts-check
/** Texts as codes of words, put together when they are shown. The code is told in wording.py. */

const ONE = 192;
const TWO = 251;
const THREE = 255;
const RANGE_TWO = ONE + ((TWO - ONE) << 8);
const RANGE_THREE = RANGE_TWO + ((THREE - TWO) << 16);
/** Columns with more texts than this are not kept once they were put together. */
const FEW = 5000;

export class Wording {
  /** @param {string[]} words @param {Uint8Array} stream */
  constructor(words, stream) {
    this.words = words;
    this.stream = stream;
    this.starts = startsOf(stream);
    /** @type {string[] | null} */ this.foldedWords = null;
  }

  /** @param {number} text its number @param {string} [joint] what stood between its words */
  text(text, joint = " ") {
    const { stream } = this;
    const found = [];
    for (let at = this.starts[text]; stream[at] !== 0;) {
      const [code, next] = codeAt(stream, at);
      found.push(this.words[code - 1]);
      at = next;
    }
    return found.join(joint);
  }

  /**
   * Codes of the words of which a test is true.
   * @param {(word: string) => boolean} test given folded words
   * @param {(word: string) => string} fold
   * @returns {Uint8Array} 1 at their codes
   */
  codesOf(test, fold) {
    this.foldedWords ??= this.words.map(fold);
    const wanted = new Uint8Array(this.words.length + 1);
    for (let k = 0; k < this.foldedWords.length; k += 1) {
      if (test(this.foldedWords[k])) wanted[k + 1] = 1;
    }
    return wanted;
  }

  /** Codes of texts that follow each other, all of one width, 0 behind each text.
   * @param {number} base the first text @param {number} count */
  codes(base, count) {
    const { stream, starts } = this;
    const [from, to] = [starts[base], base + count < starts.length ? starts[base + count] : stream.length];
    const codes = this.words.length < 65_536 ? new Uint16Array(to - from) : new Uint32Array(to - from);
    let size = 0;
    for (let at = from; at < to; size += 1) {
      const first = stream[at];
      if (first < ONE) {
        codes[size] = first;
        at += 1;
      } else [codes[size], at] = codeAt(stream, at);
    }
    return codes.slice(0, size);
  }
}

/** @param {Uint8Array} stream @param {number} at @returns {[number, number]} a code and what follows it */
function codeAt(stream, at) {
  const first = stream[at];
  if (first < ONE) return [first, at + 1];
  if (first < TWO) return [ONE + ((first - ONE) << 8) + stream[at + 1], at + 2];
  if (first < THREE) return [RANGE_TWO + ((first - TWO) << 16) + (stream[at + 1] << 8) + stream[at + 2], at + 3];
  return [RANGE_THREE + (stream[at + 1] << 16) + (stream[at + 2] << 8) + stream[at + 3], at + 4];
}

/** Where each text begins. @param {Uint8Array} stream */
function startsOf(stream) {
  let count = 0;
  /** @type {number[]} */ const starts = [];
  for (let at = 0; at < stream.length; at += 1) {
    starts[count] = at;
    count += 1;
    for (let first = stream[at]; first !== 0; first = stream[at]) {
      at += first < ONE ? 1 : first < TWO ? 2 : first < THREE ? 3 : 4;
    }
  }
  return new Uint32Array(starts);
}

/** A column of texts: for each row the number of its text. */
export class TextColumn {
  /** @param {Wording} wording @param {number} base number of the column's first text
   * @param {import("./island.js").Column} codes @param {string} [joint] */
  constructor(wording, base, codes, joint = " ") {
    this.joint = joint;
    this.wording = wording;
    this.base = base;
    this.codes = codes.values;
    this.none = codes.none;
    this.size = 0;
    for (let row = 0; row < this.codes.length; row += 1) this.size = Math.max(this.size, this.codes[row] + 1);
    /** @type {string[]} */ this.kept = [];
    /** Made for the first search. @type {Uint16Array | Uint32Array | null} */
    this.flat = null;
  }

  /** @param {number} row @returns {string | null} */
  at(row) {
    const code = this.codes[row];
    return code === this.none ? null : this.value(code);
  }

  /** @param {number} code @returns {string} */
  value(code) {
    if (this.size > FEW) return this.wording.text(this.base + code, this.joint);
    return (this.kept[code] ??= this.wording.text(this.base + code, this.joint));
  }

  /**
   * Which rows have a text with a wanted word. Codes of one width are made for the first search and
   * kept: a search reads them all in a few milliseconds.
   * @param {Uint8Array} wanted by code @param {Uint8Array} rows set to 1 there
   */
  mark(wanted, rows) {
    const { codes, none } = this;
    this.flat ??= this.wording.codes(this.base, this.size);
    const found = textsWith(this.flat, wanted, this.size);
    for (let row = 0; row < codes.length; row += 1) {
      if (codes[row] !== none) rows[row] |= found[codes[row]];
    }
  }
}

/** The hottest loop of the search: what is found stays in a register until its text ends.
 * @param {Uint16Array | Uint32Array} flat @param {Uint8Array} wanted by code @param {number} count
 * @returns {Uint8Array} 1 at the texts that hold a wanted word */
function textsWith(flat, wanted, count) {
  const found = new Uint8Array(count + 1);
  let text = 0;
  let hit = 0;
  for (let k = 0; k < flat.length; k += 1) {
    const code = flat[k];
    hit |= wanted[code];
    if (code === 0) {
      found[text] = hit;
      text += 1;
      hit = 0;
    }
  }
  return found;
}
