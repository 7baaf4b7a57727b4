// @ts-check
/** Incidents over time: bars split by type, a brush, two date inputs and a play button. */

import { sharpness } from "./canvas_layer.js";
import { dayOf, isoOf, monthText, shortDay, whenText } from "./dates.js";
import { fill, make, part, renew } from "./dom.js";
import { NO_DAY } from "./table.js";
import { say } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */
/** @typedef {import("./filters.js").Choice} Choice */

const STEPS = [1, 7, 14, 30.4375, 91.3125, 365.25];
/** Milliseconds between two steps of the play, and how many steps there are. */
const TICK = 350;
const TICKS = 60;

export class Timeline {
  /** @param {IncidentTable} table @param {Choice} choice changed in place @param {() => void} changed */
  constructor(table, choice, changed) {
    this.table = table;
    this.choice = choice;
    this.changed = changed;
    /** @type {Record<string, string>} */ this.colors = {};
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "bars", "aria-hidden": "true" }));
    const [first, last] = span(table);
    this.first = first;
    this.last = last;
    this.playAs = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": say("play_as") }));
    this.playing = 0;
    this.size = [0, 0];
    this.ratio = 1;
    this.#build();
  }

  #build() {
    const root = part("timeline");
    root.hidden = Number.isNaN(this.first);
    if (root.hidden) return;
    this.from = this.#input("from", (day) => (this.choice.from = day));
    this.to = this.#input("to", (day) => (this.choice.to = day));
    this.play = make("button", { type: "button", class: "play", onclick: () => this.#togglePlay() }, say("play"));
    fill(this.playAs, ...["sum", "window"].map((name) => make("option", { value: name }, say(`play_${name}`))));
    this.undated = make("p", { class: "soft undated" });
    fill(root, make("div", { class: "dates" }, this.from.label, this.to.label,
      make("div", { class: "plays" }, this.play, this.playAs, this.undated)), this.canvas);
    this.#brush();
    new ResizeObserver(() => this.fit()).observe(this.canvas);
  }

  /** @param {"from" | "to"} name @param {(day: number | null) => void} set */
  #input(name, set) {
    const input = /** @type {HTMLInputElement} */ (make("input", {
      type: "date", min: isoOf(this.first), max: isoOf(this.last),
    }));
    input.addEventListener("change", () => {
      set(input.value ? dayOf(input.value) : null);
      this.changed();
    });
    return { input, label: make("label", {}, make("span", {}, say(name)), input) };
  }

  /** @param {import("./filters.js").Selection} selection */
  update(selection) {
    this.inTime = selection.inTime;
    if (!this.from || !this.to || !this.undated) return;
    renew(this.from.input, "value", isoOf(this.choice.from ?? this.first));
    renew(this.to.input, "value", isoOf(this.choice.to ?? this.last));
    fill(this.undated, selection.undated ? say("undated", { count: selection.undated }) : null);
    this.#paint();
  }

  /** Days in one bar, so that a bar is not thinner than four pixels. @param {number} width */
  #step(width) {
    const days = this.last - this.first + 1;
    return STEPS.find((step) => (days / step) * 4 <= width) ?? days / (width / 4);
  }

  /** @param {number} width @returns {{ step: number, bars: Uint32Array[], highest: number }} */
  #count(width) {
    const step = this.#step(width);
    const size = Math.floor((this.last - this.first) / step) + 1;
    const bars = this.table.layers.map(() => new Uint32Array(size));
    const sums = new Uint32Array(size);
    for (let i = 0; i < this.table.length; i += 1) {
      if (!this.inTime?.[i] || this.table.start[i] === NO_DAY) continue;
      const at = Math.floor((this.table.start[i] - this.first) / step);
      bars[this.table.layer[i]][at] += 1;
      sums[at] += 1;
    }
    return { step, bars, highest: sums.reduce((a, b) => Math.max(a, b), 1) };
  }

  /** Paints at the size that the style sheet gives. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.size = [width, height];
    this.ratio = sharpness();
    this.canvas.width = width * this.ratio;
    this.canvas.height = height * this.ratio;
    this.#paint();
  }

  #paint() {
    const [width, height] = this.size;
    if (!width || !height) return;
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (this.#backward) context.setTransform(-this.ratio, 0, 0, this.ratio, width * this.ratio, 0);
    this.#paintBrush(context, width, height);
    this.#paintBars(context, width, height - 16);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.#paintLabels(context, width, height);
  }

  /** Whether time runs to the left, as the page's language does. */
  get #backward() {
    return getComputedStyle(this.canvas).direction === "rtl";
  }

  /** @param {number} day @param {number} width */
  #at(day, width) {
    return ((day - this.first) / (this.last - this.first + 1)) * width;
  }

  /** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
  #paintBrush(context, width, height) {
    if (this.choice.from === null && this.choice.to === null) return;
    const left = this.#at(this.choice.from ?? this.first, width);
    const right = this.#at((this.choice.to ?? this.last) + 1, width);
    context.fillStyle = this.colors.brush;
    context.fillRect(left, 0, right - left, height - 15);
    context.strokeStyle = this.colors.focus;
    context.strokeRect(left + 0.5, 0.5, Math.max(1, right - left - 1), height - 16);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
  #paintBars(context, width, height) {
    const { step, bars, highest } = this.counted = this.#count(width);
    const slot = this.#at(this.first + step, width);
    const wide = Math.max(2, Math.min(40, slot - 1));
    for (let k = 0; k < bars[0].length; k += 1) {
      const x = slot * k + Math.max(0, (slot - wide) / 2);
      let y = height;
      for (const [layer, counts] of bars.entries()) {
        const tall = (counts[k] / highest) * (height - 6);
        context.fillStyle = this.table.layers[layer].color;
        if (tall) context.fillRect(x, y - tall, wide, tall);
        y -= tall;
      }
    }
    context.fillStyle = this.colors.border;
    context.fillRect(0, height, width, 1);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
  #paintLabels(context, width, height) {
    const days = this.last - this.first;
    const count = Math.max(1, Math.min(days, Math.floor(width / 130)));
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = this.colors.soft;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    const backward = this.#backward;
    for (let k = 0; k <= count && (days > 0 || k === 0); k += 1) {
      const day = Math.round(this.first + (days * k) / count);
      const text = days > 1000 ? monthText(day) : shortDay(day);
      const half = context.measureText(text).width / 2;
      const x = this.#at(day + 0.5, width);
      context.fillText(text, Math.max(half, Math.min(width - half, backward ? width - x : x)), height);
    }
  }

  #brush() {
    let anchor = NaN;
    const dayAt = (/** @type {PointerEvent} */ event) => {
      const along = event.offsetX / this.canvas.clientWidth;
      const share = this.#backward ? 1 - along : along;
      return Math.max(this.first, Math.min(this.last, Math.floor(this.first + share * (this.last - this.first + 1))));
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      anchor = dayAt(event);
      this.canvas.setPointerCapture(event.pointerId);
      this.#choose(anchor, anchor);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (Number.isNaN(anchor)) this.canvas.title = this.#barText(dayAt(event));
      else this.#choose(anchor, dayAt(event));
    });
    this.canvas.addEventListener("pointerup", () => (anchor = NaN));
    this.canvas.addEventListener("dblclick", () => {
      this.choice.from = this.choice.to = null;
      this.changed();
    });
  }

  /** What the bar of a day stands for. @param {number} day */
  #barText(day) {
    if (!this.counted) return "";
    const { step, bars } = this.counted;
    const k = Math.floor((day - this.first) / step);
    const [from, to] = [Math.ceil(this.first + k * step), Math.ceil(this.first + (k + 1) * step) - 1];
    const count = bars.reduce((sum, layer) => sum + layer[k], 0);
    return `${whenText(from, Math.min(to, this.last), "day", true)}: ${say("incidents", { count })}`;
  }

  /** @param {number} one @param {number} other */
  #choose(one, other) {
    this.choice.from = Math.min(one, other);
    this.choice.to = Math.max(one, other);
    this.changed();
  }

  /** Plays to the end: either all that came before stays on the map, or a window of days moves. */
  #togglePlay() {
    if (this.playing) return this.#stop();
    const { first, last, choice } = this;
    const days = last - first + 1;
    const step = Math.max(1, Math.round(days / TICKS));
    const width = this.playAs.value === "window" ? this.#window(days, step) : days;
    const go = (/** @type {number} */ to) => {
      choice.to = Math.min(last, to);
      choice.from = Math.max(first, choice.to - width + 1);
      if (choice.to >= last) this.#stop();
      this.changed();
    };
    if (this.play) this.play.textContent = say("pause");
    this.playing = window.setInterval(() => go((choice.to ?? first) + step), TICK);
    go(first + step - 1);
  }

  /** Days in the moving window: those brushed, or a twelfth of all.
   * @param {number} days @param {number} step */
  #window(days, step) {
    const brushed = (this.choice.to ?? this.last) - (this.choice.from ?? this.first) + 1;
    return brushed < days ? brushed : Math.max(step, Math.round(days / 12));
  }

  #stop() {
    window.clearInterval(this.playing);
    this.playing = 0;
    if (this.play) this.play.textContent = say("play");
  }
}

/** First and last day of all rows, NaN without any. @param {IncidentTable} table */
function span(table) {
  let first = Infinity;
  let last = -Infinity;
  for (let i = 0; i < table.length; i += 1) {
    if (table.start[i] === NO_DAY) continue;
    first = Math.min(first, table.start[i]);
    last = Math.max(last, table.end[i]);
  }
  return first === Infinity ? [NaN, NaN] : [first, last];
}
