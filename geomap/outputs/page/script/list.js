// @ts-check
/** The list that mirrors the map, newest first; it grows as it is read. */

import { rowButton } from "./card.js";
import { fill, make, part } from "./dom.js";
import { say } from "./words.js";

const PAGE = 24;

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

export class IncidentList {
  /** @param {IncidentTable} table @param {(row: number) => void} open
   * @param {() => void} reset takes all filters away */
  constructor(table, open, reset) {
    this.table = table;
    this.open = open;
    this.reset = reset;
    this.onlyUnlocated = false;
    this.rows = new Uint32Array(0);
    this.filled = 0;
    /** The first rows, as they stand in the page. */
    this.head = "-";
    this.list = part("list");
    this.end = part("list-end");
    // Those who walk by the Tab key have the next rows before they reach the last.
    this.list.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && target.closest("li") === this.list.lastElementChild) this.#grow();
    });
    new IntersectionObserver((seen) => seen[0].isIntersecting && this.#grow()).observe(this.end);
  }

  /** @param {Uint8Array} passes @param {number} selected */
  show(passes, selected) {
    const { byDate, nowhere } = this.table;
    const rows = new Uint32Array(byDate.length);
    let count = 0;
    for (let k = 0; k < byDate.length; k += 1) {
      const i = byDate[k];
      if (passes[i] === 0 || (this.onlyUnlocated && nowhere[i] === 0)) continue;
      rows[count] = i;
      count += 1;
    }
    const head = rows.slice(0, Math.min(count, PAGE)).join();
    this.rows = rows.subarray(0, count);
    if (head !== this.head || !count) this.#begin();
    this.head = head;
    this.end.hidden = this.filled >= count;
    this.mark(selected);
  }

  #begin() {
    this.filled = 0;
    fill(this.list);
    this.#grow();
    if (!this.rows.length) fill(this.list, this.#nothing());
  }

  /** Shows at least so many, or all. @param {number} count */
  growTo(count) {
    while (this.filled < Math.min(count, this.rows.length)) this.#grow();
  }

  #grow() {
    const next = this.rows.slice(this.filled, this.filled + PAGE);
    this.filled += next.length;
    this.list.append(...Array.from(next, (i) => make("li", {}, rowButton(this.table, i, this.open))));
    const left = this.rows.length - this.filled;
    this.end.hidden = left <= 0;
    fill(this.end, `+ ${say("incidents", { count: left })}`); // to be read on paper alone
  }

  /** @param {number} selected */
  mark(selected) {
    for (const button of this.list.querySelectorAll("button.row")) {
      const chosen = Number(/** @type {HTMLElement} */ (button).dataset.row) === selected;
      if (chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** What to change when nothing is left. */
  #nothing() {
    const none = this.table.length === 0;
    return make("li", { class: "nothing" }, make("p", {}, say(none ? "no_incidents" : "no_match")),
      none ? null : make("button", { type: "button", onclick: this.reset }, say("reset")));
  }
}
