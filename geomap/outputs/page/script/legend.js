// @ts-check
/** Layers by type: legend, filter and control in one; with the rows that no type filter shows. */

import { MODES } from "./density.js";
import { fill, make, part, renew } from "./dom.js";
import { icon } from "./shapes.js";
import { PRECISIONS } from "./table.js";
import { numeral, say, word } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */
/** @typedef {import("./filters.js").Choice} Choice */
/** @typedef {import("./filters.js").Selection} Selection */

export class Legend {
  /**
   * @param {IncidentTable} table
   * @param {Choice} choice changed in place
   * @param {{ changed: () => void, openUnlocated: () => void }} actions
   */
  constructor(table, choice, actions) {
    this.table = table;
    this.choice = choice;
    this.actions = actions;
    /** @type {{ input: HTMLInputElement, count: HTMLElement, kinds: number[], sync: () => boolean }[]} */
    this.rows = [];
    fill(part("layers"), ...table.layers.map((_, k) => this.#layer(k)), this.#all());
    fill(part("extras"), this.#unlocated(), this.#doubtful(), this.#coarsest(), this.#mode());
  }

  /** @param {number} k */
  #layer(k) {
    const layer = this.table.layers[k];
    const kinds = this.table.kinds.map((_, i) => i).filter((i) => this.table.kinds[i].layer === k);
    const label = word("layers", layer.id, layer.label);
    const row = this.#row(label, kinds, () => !this.choice.offLayers.has(layer.id), (on) => {
      toggle(this.choice.offLayers, layer.id, on);
    }, icon(layer));
    if (kinds.length < 1) row.classList.add("empty");
    if (kinds.length < 2) return make("li", {}, row);
    const fold = make("details", { class: "kinds" },
      make("summary", { "aria-label": say("sub_types_of", { label }) }),
      make("ul", {}, ...kinds.map((i) => make("li", {}, this.#kind(i)))));
    return make("li", {}, row, fold);
  }

  /** @param {number} i */
  #kind(i) {
    const { sub, type } = this.table.kinds[i];
    return this.#row(word("types", sub || type), [i], () => !this.choice.offKinds.has(i), (on) => {
      toggle(this.choice.offKinds, i, on);
    });
  }

  /** @param {string} label @param {number[]} kinds @param {() => boolean} sync
   * @param {(on: boolean) => void} set @param {Node} [symbol] */
  #row(label, kinds, sync, set, symbol) {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
    input.addEventListener("change", () => {
      set(input.checked);
      this.actions.changed();
    });
    const count = make("span", { class: "count" });
    this.rows.push({ input, count, kinds, sync });
    return make("label", { class: "layer" }, input, symbol, make("span", { class: "name" }, label), count);
  }

  /** All on, all off. */
  #all() {
    const set = (/** @type {boolean} */ on) => () => {
      for (const layer of this.table.layers) toggle(this.choice.offLayers, layer.id, on);
      this.actions.changed();
    };
    return make("li", { class: "all" },
      make("button", { type: "button", onclick: set(true) }, say("all")),
      make("button", { type: "button", onclick: set(false) }, say("none")));
  }

  #unlocated() {
    this.unlocatedCount = make("span", { class: "count" });
    return make("button", { type: "button", class: "layer", onclick: this.actions.openUnlocated },
      make("span", { class: "nowhere", "aria-hidden": "true" }, "?"),
      make("span", { class: "name" }, say("unlocated")), this.unlocatedCount);
  }

  #doubtful() {
    if (!this.table.sure.includes(0)) return null;
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
    input.addEventListener("change", () => {
      this.choice.doubtful = input.checked;
      this.actions.changed();
    });
    this.doubtfulInput = input;
    this.doubtfulCount = make("span", { class: "count" });
    return make("label", { class: "layer" }, input,
      make("span", { class: "name" }, say("doubtful")), this.doubtfulCount);
  }

  #mode() {
    const options = MODES.map((name) => make("option", { value: name }, say(`mode_${name}`)));
    this.modeSelect = this.#select(options, (value) => (this.choice.mode = value));
    return make("label", { class: "layer" }, make("span", { class: "name" }, say("mode")), this.modeSelect);
  }

  /** @param {HTMLElement[]} options @param {(value: string) => void} set @returns {HTMLSelectElement} */
  #select(options, set) {
    const select = /** @type {HTMLSelectElement} */ (make("select", {}, ...options));
    select.addEventListener("change", () => {
      set(select.value);
      this.actions.changed();
    });
    return select;
  }

  #coarsest() {
    const options = PRECISIONS.map((name, k) => make("option", { value: k },
      say(`coarsest_${name}`))).reverse();
    this.coarsestSelect = this.#select(options, (value) => (this.choice.coarsest = Number(value)));
    return make("label", { class: "layer" },
      make("span", { class: "name" }, say("hide_coarser")), this.coarsestSelect);
  }

  /** @param {Selection} selection */
  update(selection) {
    for (const { input, count, kinds, sync } of this.rows) {
      const sum = kinds.reduce((total, i) => total + selection.byKind[i], 0);
      input.checked = sync();
      renew(count, "textContent", numeral(sum));
      count.classList.toggle("zero", sum === 0);
    }
    if (this.unlocatedCount) renew(this.unlocatedCount, "textContent", numeral(selection.unlocated));
    if (this.doubtfulCount) renew(this.doubtfulCount, "textContent", numeral(selection.doubtful));
    if (this.doubtfulInput) this.doubtfulInput.checked = this.choice.doubtful;
    if (this.modeSelect) renew(this.modeSelect, "value", this.choice.mode);
    if (this.coarsestSelect) renew(this.coarsestSelect, "value", String(this.choice.coarsest));
  }
}

/** @template T @param {Set<T>} off @param {T} name @param {boolean} on */
function toggle(off, name, on) {
  if (on) off.delete(name);
  else off.add(name);
}
