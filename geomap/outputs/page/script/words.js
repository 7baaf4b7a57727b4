// @ts-check
/** The page's own words, in the reader's language; numbers and country names by locale. */

/** @typedef {Record<string, any>} Catalog */

/** @type {Catalog} */
let catalog = {};
let language = "en";
let plural = new Intl.PluralRules("en");
let decimal = new Intl.NumberFormat("en");
/** @type {Intl.DisplayNames | null} */
let regions = null;

/**
 * The reader's own variety of the page's language, for dates and numbers.
 * @param {string} code of the page's words, "en"
 * @param {readonly string[]} preferred the reader's, "en-GB"
 */
export function localeFor(code, preferred) {
  return preferred.find((locale) => locale.split("-")[0] === code) ?? code;
}

/** @param {Catalog} words @param {string} code BCP 47 language of the words */
export function useWords(words, code) {
  catalog = words;
  language = code;
  plural = new Intl.PluralRules(code);
  decimal = new Intl.NumberFormat(code);
  regions = new Intl.DisplayNames([code], { type: "region" });
}

export function pageLanguage() {
  return language;
}

/**
 * A phrase of the catalog with its blanks filled. A phrase with plural forms goes by `count`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  let phrase = catalog.words[key];
  if (phrase && typeof phrase === "object") {
    phrase = phrase[plural.select(Number(values.count))] ?? phrase.other;
  }
  if (phrase === undefined) throw new Error(`no words for ${key}`);
  return phrase.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => shown(values[name]));
}

/**
 * The catalog's word for a code of a closed list, or the fallback.
 * @param {"layers" | "types" | "precision" | "modality"} list
 * @param {string} code
 * @param {string} [fallback]
 */
export function word(list, code, fallback = code) {
  return Object.hasOwn(catalog[list] ?? {}, code) ? catalog[list][code] : fallback;
}

/** @param {string | number | undefined} value */
function shown(value) {
  return typeof value === "number" ? decimal.format(value) : (value ?? "");
}

/** @param {number} value */
export function numeral(value) {
  return decimal.format(value);
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language, { style: "percent" }).format(share);
}

/**
 * A country's name in the page's language.
 * @param {string} code ISO 3166-1 alpha-2, may be empty
 * @param {string} fallback
 */
export function countryName(code, fallback) {
  if (!regions || !/^[A-Z]{2}$/.test(code)) return fallback;
  const name = regions.of(code);
  return !name || name === code ? fallback : name;
}
