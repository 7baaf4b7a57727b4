// @ts-check
/** Days are counted from 1970-01-01, in UTC: a news day has no clock. */

import { pageLanguage, say } from "./words.js";

const DAY = 86_400_000;

/** @param {string} iso `YYYY-MM-DD` @returns {number | null} */
export function dayOf(iso) {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}

/** @param {number} day */
export function isoOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Formats are dear to make, and few. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const key = `${pageLanguage()} ${Object.entries(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(pageLanguage(), { timeZone: "UTC", ...options })));
  return made;
}

/** @param {number} day */
export function dayText(day) {
  return format({ day: "numeric", month: "long", year: "numeric" }).format(day * DAY);
}

/** @param {number} day */
export function shortDay(day) {
  return format({ day: "numeric", month: "short", year: "numeric" }).format(day * DAY);
}

/** @param {number} day */
export function monthText(day) {
  return format({ month: "short", year: "numeric" }).format(day * DAY);
}

/**
 * A date as fine as it is known.
 * @param {number | null} start
 * @param {number | null} end
 * @param {string} precision day, week, month, year or unknown
 * @param {boolean} [short]
 */
export function whenText(start, end, precision, short = false) {
  if (start === null) return say("date_unknown");
  const month = short ? "short" : "long";
  if (precision === "year") return format({ year: "numeric" }).format(start * DAY);
  if (precision === "month") return format({ month, year: "numeric" }).format(start * DAY);
  const days = format({ day: "numeric", month, year: "numeric" });
  return days.formatRange(start * DAY, (end ?? start) * DAY);
}
