// @ts-check
/** Builds elements. Text only ever becomes visible as a text node: no HTML string is parsed here. */

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * An element with attributes and children; empty children are left out.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | EventListener>} [attributes] names that start
 *   with "on" take a listener; true sets a bare attribute, false leaves it out
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  fill(element, ...children);
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {any} value */
function setAttribute(element, name, value) {
  if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false) element.setAttribute(name, String(value));
}

/**
 * Replaces what an element holds.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  const kept = children.filter((child) => child || child === 0);
  element.replaceChildren(...kept.map((child) => (child instanceof Node ? child : String(child))));
}

/**
 * Sets a property that may have that value already: the browser would lay the page out again.
 * @template {HTMLElement} T @template {keyof T} K
 * @param {T} element @param {K} name @param {T[K]} value
 */
export function renew(element, name, value) {
  if (element[name] !== value) element[name] = value;
}

/**
 * An element of the page's skeleton.
 * @param {string} name without the prefix
 * @returns {HTMLElement}
 */
export function part(name) {
  const element = document.getElementById(`geomap-${name}`);
  if (!element) throw new Error(`the page has no part ${name}`);
  return element;
}

/**
 * Words of an article: any script, any direction, kept apart from the text around them.
 * @param {string} tag
 * @param {string} text
 * @param {string} [language]
 */
export function quoted(tag, text, language) {
  return make(tag, language ? { dir: "auto", lang: language } : { dir: "auto" }, text);
}

/**
 * A link to another site, or its plain text where the address is none that a page may open.
 * @param {string | null} address
 * @param {string} text
 * @returns {HTMLElement}
 */
export function outwardLink(address, text) {
  const url = webAddress(address);
  if (!url) return quoted("span", text);
  const rel = "noopener noreferrer nofollow";
  return make("a", { href: url.href, rel, target: "_blank", dir: "auto" }, text);
}

/**
 * The parsed address when it is http or https, else null.
 * @param {string | null} address
 */
export function webAddress(address) {
  if (!address) return null;
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}
