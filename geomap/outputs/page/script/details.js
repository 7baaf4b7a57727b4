// @ts-check
/** Where cards open: beside the point on a wide screen, as a sheet from below on a narrow one. */

import { incidentCard, stackCard } from "./card.js";
import { fill, make, part } from "./dom.js";
import { latitudeOf, longitudeNear, longitudeOf } from "./projection.js";
import { say } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

const NARROW = 720;
/** Pixels kept free at the map's upper edge, and between a point and its card. */
const EDGE = 16;
const TIP = 24;

export class Details {
  /**
   * @param {any} map
   * @param {IncidentTable} table
   * @param {{ selected: (row: number) => void, permalink: (row: number) => string,
   *   copy: (text: string) => void }} actions selected takes -1 when the card is closed
   */
  constructor(map, table, actions) {
    this.map = map;
    this.table = table;
    this.actions = actions;
    this.popup = L.popup({ maxWidth: 340, minWidth: 240, autoPanPaddingTopLeft: [EDGE, EDGE],
      autoPanPaddingBottomRight: [56, EDGE], className: "details" });
    this.sheet = /** @type {HTMLDialogElement} */ (part("sheet"));
    this.quiet = false;
    /** What had the focus before a card opened. @type {Element | null} */
    this.before = null;
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    map.on("popupclose", (/** @type {any} */ event) => {
      if (event.popup === this.popup) this.#closed();
    });
    map.on("zoomend", () => this.popup.isOpen() && this.#turn(false));
    this.sheet.addEventListener("close", () => this.#closed());
  }

  /** Gives the focus back, unless another card takes its place. */
  #closed() {
    if (this.quiet) return;
    if (this.before instanceof HTMLElement) this.before.focus({ preventScroll: true });
    this.actions.selected(-1);
  }

  /** @param {number} row @param {number[]} [stack] the rows it was chosen from */
  open(row, stack) {
    const card = incidentCard(this.table, row, this.actions);
    if (stack) card.prepend(this.#back(stack));
    this.#show(card, row);
    this.actions.selected(row);
  }

  /** @param {number[]} rows that share a place */
  openStack(rows) {
    if (rows.length === 1) return this.open(rows[0]);
    this.#show(stackCard(this.table, rows, (row) => this.open(row, rows)), rows[0]);
  }

  /** @param {number[]} rows */
  #back(rows) {
    const text = say("back_to", { count: rows.length });
    return make("button", { type: "button", class: "back", onclick: () => this.openStack(rows) }, text);
  }

  /** @param {HTMLElement} card @param {number} row */
  #show(card, row) {
    if (!document.activeElement?.closest(".card")) this.before = document.activeElement;
    this.quiet = true;
    this.close();
    card.tabIndex = -1;
    if (this.table.located(row) && window.innerWidth >= NARROW) this.#showBeside(card, row);
    else this.#showSheet(card, row);
    this.quiet = false;
    card.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} card @param {number} row */
  #showBeside(card, row) {
    const height = Math.max(180, this.map.getSize().y - 90);
    Object.assign(this.popup.options, { maxHeight: Math.min(460, height), autoPan: false });
    this.popup.setLatLng(this.#point(row)).setContent(card).openOn(this.map);
    this.#turn(true);
    const close = this.popup.getElement()?.querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", say("close"));
  }

  /**
   * Puts the open card over its point, or under it where the map ends too soon above.
   * @param {boolean} autoPan whether the map may move to show all of it
   */
  #turn(autoPan) {
    const { map, popup } = this;
    const element = /** @type {HTMLElement} */ (popup.getElement());
    const { y } = map.latLngToContainerPoint(popup.getLatLng());
    const [north, south] = [map.options.maxBounds.getNorth(), map.options.maxBounds.getSouth()]
      .map((latitude) => map.latLngToContainerPoint([latitude, 0]).y);
    const above = y - Math.min(0, north); // the map may be dragged down by so much
    const below = Math.max(map.getSize().y, south) - y;
    const under = above < element.offsetHeight + TIP + EDGE && below > above;
    element.classList.toggle("under", under);
    Object.assign(popup.options, { autoPan, offset: [0, under ? element.offsetHeight + 2 * TIP - 4 : -4] });
    popup.update();
  }

  /** @param {HTMLElement} card @param {number} row */
  #showSheet(card, row) {
    fill(part("sheet-card"), card);
    this.sheet.show();
    this.sheet.scrollTop = 0;
    if (!this.table.located(row)) return;
    const covered = this.map.getContainer().getBoundingClientRect().bottom - this.sheet.getBoundingClientRect().top;
    const bottom = Math.max(0, Math.min(covered, this.map.getSize().y - 120)) + 40;
    this.map.panInside(this.#point(row), { paddingTopLeft: [40, 60], paddingBottomRight: [40, bottom] });
  }

  /** @param {number} row */
  #point(row) {
    const longitude = longitudeNear(longitudeOf(this.table.x[row]), this.map.getCenter().lng);
    return L.latLng(latitudeOf(this.table.y[row]), longitude);
  }

  close() {
    this.map.closePopup(this.popup);
    if (this.sheet.open) this.sheet.close();
  }
}
