// @ts-check
/** Holds the parts together: one choice, one selection, and everything that shows them. */

import { fillAbout } from "./about.js";
import { readAddress, written } from "./address.js";
import { dateText, kindText, placeLine } from "./card.js";
import { measured } from "./canvas_layer.js";
import { addControls, addTiles, goCloser, showAll } from "./chart.js";
import { sumsByCountry } from "./density.js";
import { Details } from "./details.js";
import { fill, make, part, quoted } from "./dom.js";
import { csvOf, geojsonOf, handOver } from "./download.js";
import { firstChoice, select } from "./filters.js";
import { addGround, areasOf } from "./ground.js";
import { IncidentsLayer } from "./incidents_layer.js";
import { Legend } from "./legend.js";
import { IncidentList } from "./list.js";
import { watchPrinting } from "./paper.js";
import { latitudeOf, longitudeNear, longitudeOf } from "./projection.js";
import { Search } from "./search.js";
import { otherTheme, themeColors, useTheme } from "./theme.js";
import { Timeline } from "./timeline.js";
import { say } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

export class Page {
  /** @param {any} map @param {IncidentTable} table @param {any} data @param {any[]} outlines */
  constructor(map, table, data, outlines) {
    this.map = map;
    this.table = table;
    this.data = data;
    this.choice = firstChoice(table);
    this.selected = -1;
    this.theme = data.theme;
    this.asked = 0;
    this.remembering = 0;
    const opened = this.#readAddress();
    useTheme(this.theme);
    this.look = { colors: themeColors(), shaded: new Set(), sums: new Map(), chosen: "", tiled: Boolean(data.tiles) };
    this.search = new Search(table);
    this.areas = areasOf(outlines);
    this.#buildControls();
    this.selection = select(table, this.choice, this.search.matches(this.choice.query));
    // The map is drawn only when it has its size and its view: once.
    // Never animated: the end of a zoom under way would undo what the reader does meanwhile.
    const { view } = opened;
    if (view) map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
    else this.showAll();
    this.#buildMap();
    this.update();
    (window.requestIdleCallback ?? setTimeout)(() => this.search.prepare());
    if (opened.selected) this.openRow(table.find(opened.selected));
    map.on("moveend", () => this.#remember());
    watchPrinting(map, this);
  }

  showAll() {
    showAll(this.map, this.table, this.selection.passes, this.look.tiled, this.areas);
  }

  #readAddress() {
    const { table } = this;
    const opened = readAddress(location.hash, this.choice, { layers: table.layers, kinds: table.kinds.length });
    this.theme = opened.theme ?? this.theme;
    return opened;
  }

  #buildMap() {
    const { map, table, data } = this;
    addControls(map, () => this.showAll());
    addTiles(map, data.tiles);
    this.ground = addGround(map, this.areas, this.look);
    this.incidents = new IncidentsLayer(map, table, this.look.colors);
    this.details = new Details(map, table, {
      selected: (row) => this.#select(row), copy: (text) => this.#copy(text),
      permalink: (row) => `${location.href.split("#")[0]}#${this.#address(row, null)}`,
    });
    map.on("click", (/** @type {any} */ event) => this.#click(event.containerPoint));
    map.on("mousemove", (/** @type {any} */ event) => this.#hover(event.containerPoint));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    map.on("mouseout movestart", () => this.#hover(null));
  }

  #buildControls() {
    const { table, choice, data } = this;
    const changed = () => this.#soon();
    this.legend = new Legend(table, choice, { changed, openUnlocated: () => this.#toggleUnlocated() });
    this.list = new IncidentList(table, (row) => this.openRow(row), () => this.#reset());
    this.timeline = new Timeline(table, choice, changed);
    this.timeline.colors = this.look.colors;
    fill(part("title"), data.title);
    document.title = part("title").title = data.title;
    this.map.getContainer().setAttribute("role", "region");
    this.map.getContainer().setAttribute("aria-label", data.title);
    fill(part("layers-title"), say("event_type"));
    fill(part("skip"), say("skip"));
    fill(part("about-title"), say("about"));
    fill(part("about-close"), say("close"));
    fill(part("sheet-close"), say("close"));
    fillAbout(data, table);
    this.#buildSearch();
    this.#buildActions();
  }

  #buildSearch() {
    const input = /** @type {HTMLInputElement} */ (make("input", {
      type: "search", placeholder: say("search"), "aria-label": say("search"), dir: "auto",
    }));
    input.value = this.choice.query;
    input.addEventListener("input", () => {
      this.choice.query = input.value;
      this.#soon();
    });
    part("search").addEventListener("submit", (event) => event.preventDefault());
    fill(part("search"), input);
    this.input = input;
  }

  #buildActions() {
    const button = (/** @type {string} */ key, /** @type {() => void} */ act) =>
      make("button", { type: "button", onclick: act }, say(key));
    const dialog = /** @type {HTMLDialogElement} */ (part("about"));
    fill(part("actions"),
      button("geojson", () => handOver(geojsonOf(this.table, this.#shown()), "incidents.geojson", "application/geo+json")),
      button("csv", () => handOver(csvOf(this.table, this.#shown()), "incidents.csv", "text/csv")),
      button("theme", () => this.#switchTheme()), button("about", () => dialog.showModal()));
  }

  #shown() {
    return [...this.table.byDate].filter((i) => this.selection.passes[i]);
  }

  /** Asks for an update in the next frame; many wishes in one frame are one. */
  #soon() {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(() => this.update());
  }

  update() {
    const started = performance.now();
    const matches = this.search.matches(this.choice.query);
    this.selection = select(this.table, this.choice, matches);
    const { passes, shown } = this.selection;
    if (this.incidents) this.incidents.mode = this.choice.mode;
    this.incidents?.show(passes, this.selected);
    this.legend?.update(this.selection);
    this.timeline?.update(this.selection);
    this.list?.show(passes, this.selected);
    fill(part("count"), say("of_total", { count: this.table.length, shown, total: this.table.length }));
    this.#titleList();
    this.#shade();
    this.#notice();
    this.#remember();
    measured("update", started);
  }

  #titleList() {
    const only = this.list?.onlyUnlocated;
    const back = make("button", { type: "button", class: "link", onclick: () => this.#toggleUnlocated() }, say("show_all"));
    fill(part("list-title"), say(only ? "unlocated" : "incidents_title"), only ? " " : null, only ? back : null);
  }

  #shade() {
    const { mode } = this.choice;
    const { look } = this;
    const before = JSON.stringify([[...look.shaded], [...look.sums], look.chosen]);
    look.shaded = (mode === "marks" && this.incidents?.wholeCountries()) || new Set();
    look.sums = mode === "counts" || mode === "deaths"
      ? sumsByCountry(this.table, this.selection.passes, mode === "deaths") : new Map();
    const country = this.selected >= 0 && this.table.precision[this.selected] === 4;
    look.chosen = country ? (this.table.text("country_code", this.selected) ?? "") : "";
    if (JSON.stringify([[...look.shaded], [...look.sums], look.chosen]) !== before) this.ground?.repaint();
  }

  /** Says over the map why it is empty. */
  #notice() {
    const { shown, unlocated } = this.selection;
    const key = this.table.length === 0 ? "no_incidents" : shown === 0 ? "no_match"
      : shown === unlocated ? "only_unlocated" : "";
    part("notice").hidden = !key;
    fill(part("notice"), key ? say(key) : null);
  }

  /** @param {number} row */
  #select(row) {
    this.selected = row;
    this.incidents?.show(this.selection.passes, row);
    this.list?.mark(row);
    this.#shade();
    this.#remember();
  }

  /** @param {number} row */
  openRow(row) {
    if (row < 0) return;
    const { map, table } = this;
    if (table.located(row)) {
      const at = [latitudeOf(table.y[row]), longitudeNear(longitudeOf(table.x[row]), map.getCenter().lng)];
      if (!map.getBounds().pad(-0.05).contains(at)) map.setView(at, map.getZoom(), { animate: false });
    }
    this.details?.open(row);
  }

  /** @param {{x: number, y: number}} point */
  #click(point) {
    const mark = this.incidents?.markAt(point);
    this.#hover(null);
    if (!mark || !this.incidents) return;
    const rows = this.incidents.rowsOf(mark);
    if (mark.width || !goCloser(this.map, this.table, rows)) this.details?.openStack(rows);
  }

  /** @param {{x: number, y: number} | null} point */
  #hover(point) {
    const mark = point && this.incidents?.markAt(point);
    const label = part("hover");
    this.map.getContainer().classList.toggle("over", Boolean(mark));
    label.hidden = !mark;
    if (!mark || !point) return;
    const { count, first: row } = mark.group;
    fill(label, count > 1 ? say("incidents", { count })
      : `${kindText(this.table, row)} · ${dateText(this.table, row, true)}`,
      count > 1 ? quoted("span", mark.label) : placeLine(this.table, row));
    label.style.insetInlineStart = `${Math.min(point.x + 14, this.map.getSize().x - 276)}px`;
    label.style.top = `${point.y + 14}px`;
  }

  #toggleUnlocated() {
    if (!this.list) return;
    this.list.onlyUnlocated = !this.list.onlyUnlocated;
    this.list.show(this.selection.passes, this.selected);
    this.#titleList();
    part("list-title").scrollIntoView({ block: "start" });
  }

  #reset() {
    Object.assign(this.choice, firstChoice(this.table));
    if (this.input) this.input.value = "";
    if (this.list) this.list.onlyUnlocated = false;
    this.update();
  }

  #switchTheme() {
    this.theme = otherTheme(this.theme);
    this.retheme();
  }

  /** @param {string} [theme] */
  retheme(theme = this.theme) {
    useTheme(theme);
    Object.assign(this.look.colors, themeColors());
    this.incidents?.setColors(this.look.colors);
    this.ground?.repaint();
    this.update();
  }

  /** @param {number} row @param {import("./address.js").Place | null} view */
  #address(row, view) {
    const selected = row < 0 ? null : this.table.text("id", row);
    return written(this.choice, { layers: this.table.layers, view, theme: this.theme, selected });
  }

  /** Writes the address when things have come to rest; browsers refuse many writes in a row. */
  #remember() {
    clearTimeout(this.remembering);
    this.remembering = window.setTimeout(() => this.#rememberNow(), 150);
  }

  #rememberNow() {
    const { lat, lng } = this.map.getCenter();
    const view = { latitude: lat, longitude: lng, zoom: this.map.getZoom() };
    try {
      history.replaceState(null, "", `#${this.#address(this.selected, view)}`);
    } catch {
      // a page inside a notebook has no address of its own
    }
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#tell(say("copied"));
    } catch {
      window.prompt(say("copy_by_hand"), text);
    }
  }

  /** @param {string} words shown for a moment */
  #tell(words) {
    fill(part("notice"), words);
    part("notice").hidden = false;
    setTimeout(() => this.#notice(), 1500);
  }
}
