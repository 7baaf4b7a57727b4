// @ts-check
/** What is chosen, written into the part of the address after #, so that a link shows the same. */

import { dayOf, isoOf } from "./dates.js";
import { MODES } from "./density.js";

/** @typedef {import("./filters.js").Choice} Choice */
/** @typedef {{ latitude: number, longitude: number, zoom: number }} Place */

/**
 * @param {Choice} choice
 * @param {{ layers: {id: string, on: boolean}[], view: Place | null, theme: string, selected: string | null }} more
 * @returns {string} without the #
 */
export function written(choice, more) {
  const out = new URLSearchParams();
  const shown = more.layers.filter((y) => !choice.offLayers.has(y.id)).map((y) => y.id);
  const usual = more.layers.filter((y) => y.on).map((y) => y.id);
  if (shown.join() !== usual.join()) out.set("layers", shown.join(","));
  if (choice.offKinds.size) out.set("without", [...choice.offKinds].join(","));
  if (choice.query) out.set("q", choice.query);
  if (choice.from !== null) out.set("from", isoOf(choice.from));
  if (choice.to !== null) out.set("to", isoOf(choice.to));
  if (choice.coarsest !== 4) out.set("coarsest", String(choice.coarsest));
  if (choice.doubtful) out.set("doubtful", "1");
  if (choice.mode !== "marks") out.set("mode", choice.mode);
  if (more.theme !== "auto") out.set("theme", more.theme);
  if (more.view) out.set("at", placed(more.view));
  if (more.selected) out.set("incident", more.selected);
  return out.toString();
}

/** @param {Place} view */
function placed({ latitude, longitude, zoom }) {
  return `${latitude.toFixed(4)},${longitude.toFixed(4)},${zoom.toFixed(2)}`;
}

/**
 * Reads an address into a choice; what makes no sense is passed over.
 * @param {string} hash
 * @param {Choice} choice changed in place
 * @param {{ layers: {id: string}[], kinds: number }} table
 * @returns {{ view: Place | null, theme: string | null, selected: string | null }}
 */
export function readAddress(hash, choice, table) {
  const read = new URLSearchParams(hash.replace(/^#/, ""));
  const layers = read.get("layers");
  if (layers !== null) {
    const shown = new Set(layers.split(","));
    choice.offLayers = new Set(table.layers.map((y) => y.id).filter((id) => !shown.has(id)));
  }
  const without = (read.get("without") ?? "").split(",").filter(Boolean).map(Number);
  choice.offKinds = new Set(without.filter((k) => k >= 0 && k < table.kinds));
  choice.query = read.get("q") ?? choice.query;
  choice.from = day(read.get("from"));
  choice.to = day(read.get("to"));
  choice.coarsest = within(read.get("coarsest"), 0, 4) ?? choice.coarsest;
  choice.doubtful = read.get("doubtful") === "1";
  choice.mode = MODES.find((mode) => mode === read.get("mode")) ?? choice.mode;
  const theme = read.get("theme");
  return {
    view: readPlace(read.get("at")), selected: read.get("incident"),
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

/** @param {string | null} text */
function day(text) {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : null;
}

/** @param {string | null} text @param {number} least @param {number} most */
function within(text, least, most) {
  const value = text === null || text === "" ? NaN : Number(text);
  return value >= least && value <= most ? value : null;
}

/** @param {string | null} text @returns {Place | null} */
function readPlace(text) {
  const [latitude, longitude, zoom] = (text ?? "").split(",");
  const place = {
    latitude: within(latitude, -90, 90), longitude: within(longitude ?? "", -540, 540),
    zoom: within(zoom ?? "", 0, 20),
  };
  return Object.values(place).includes(null) ? null : /** @type {Place} */ (place);
}
