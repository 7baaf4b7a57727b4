// @ts-check
/** Reads a data island: letters in an element that the browser never runs. Layout: island.py. */

/** @typedef {Int8Array | Int16Array | Int32Array} Numbers */
/** @typedef {{ values: Numbers, none: number }} Column */

export class Island {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    this.head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
    /** @type {Map<string, { width: number, count: number, none: number, bytes: Uint8Array }>} */
    this.blocks = new Map();
    let at = 4 + size;
    for (const [name, [width, count, none]] of Object.entries(this.head.blocks)) {
      const length = count * (width || 1);
      this.blocks.set(name, { width, count, none, bytes: bytes.subarray(at, at + length) });
      at += length;
    }
  }

  /** @param {string} name @returns {Column} */
  numbers(name) {
    const { width, count, none, bytes } = this.#block(name);
    if (width === 1) return { values: new Int8Array(bytes), none };
    const values = width === 2 ? new Int16Array(count) : new Int32Array(count);
    for (let plane = 0, at = 0; plane < width; plane += 1) {
      for (let i = 0; i < count; i += 1, at += 1) values[i] |= bytes[at] << (8 * plane);
    }
    return { values, none };
  }

  /** @param {string} name @returns {Uint8Array} a copy, so that the rest need not stay in memory */
  bytes(name) {
    return this.#block(name).bytes.slice();
  }

  /** @param {string} name */
  has(name) {
    return this.blocks.has(name);
  }

  /** @param {string} name */
  #block(name) {
    const block = this.blocks.get(name);
    if (!block) throw new Error(`the data has no block ${name}`);
    return block;
  }
}

/**
 * @param {string} name of the island's element
 * @returns {Promise<Island>}
 */
export async function readIsland(name) {
  const element = document.getElementById(name);
  if (!element) throw new Error(`the page has no data ${name}`);
  const bytes = bytesOf(element.textContent ?? "");
  element.textContent = ""; // the text is the largest thing in memory, and done with
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Island(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer>} */
function bytesOf(base64) {
  const direct = /** @type {any} */ (Uint8Array).fromBase64; // browsers since 2025
  if (direct) return direct.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
