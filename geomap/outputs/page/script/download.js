// @ts-check
/** Hands over what is shown, as GeoJSON (RFC 7946) or CSV. */

import { isoOf } from "./dates.js";
import { NOWHERE, PRECISIONS } from "./table.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

const TEXT_FIELDS = ["modality", "date_precision", "date_text", "place_name", "place_text", "country_code",
  "country", "admin1", "actor1", "actor2", "fatalities_text", "quote", "title", "source", "url",
  "language", "document_id", "reason"];
const NUMBER_FIELDS = ["uncertainty_km", "fatalities", "fatalities_min", "fatalities_max", "injured",
  "arrested", "crowd_size", "confidence"];

/** @param {IncidentTable} table @param {number} i @returns {Record<string, string | number | null>} */
function fields(table, i) {
  const { type, sub } = table.kindOf(i);
  const precision = table.precision[i] === NOWHERE ? null : PRECISIONS[table.precision[i]];
  const out = /** @type {Record<string, any>} */ ({ event_type: type, sub_event_type: sub, precision });
  for (const name of ["date_start", "date_end"]) {
    const day = table.number(name, i);
    out[name] = day === null ? null : isoOf(day);
  }
  for (const name of TEXT_FIELDS) out[name] = table.text(name, i);
  const published = table.publishedOn(i);
  out.published = published === null ? null : isoOf(published);
  for (const name of NUMBER_FIELDS) out[name] = table.number(name, i);
  return out;
}

/** @param {IncidentTable} table @param {number[]} rows */
export function geojsonOf(table, rows) {
  const features = rows.map((i) => ({
    type: "Feature", id: table.text("id", i), geometry: pointOf(table, i), properties: fields(table, i),
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** @param {IncidentTable} table @param {number} i */
function pointOf(table, i) {
  const coordinates = table.degrees(i);
  return coordinates && { type: "Point", coordinates };
}

/** @param {IncidentTable} table @param {number[]} rows */
export function csvOf(table, rows) {
  const lines = rows.map((i) => {
    const point = pointOf(table, i)?.coordinates ?? ["", ""];
    return { id: table.text("id", i), ...fields(table, i), longitude: point[0], latitude: point[1] };
  });
  const names = Object.keys(lines[0] ?? { id: "" });
  return [names, ...lines.map(Object.values)].map((line) => line.map(cell).join(",")).join("\r\n");
}

/** A cell; text that a spreadsheet would run as a formula gets a quote mark before it.
 * @param {string | number | null} value */
export function cell(value) {
  if (value === null || typeof value === "number") return String(value ?? "");
  const safe = /^[\s\0]*[=+\-@\t\r\n\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {string} text @param {string} name @param {string} type */
export function handOver(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
