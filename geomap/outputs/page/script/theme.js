// @ts-check
/** Light, dark, or as the reader's system has it. The canvas takes its colors from the style sheet. */

const NAMES = ["land", "border", "names", "shaded", "chosen", "halo", "ink", "ground", "text",
  "badge", "dashes", "focus", "brush", "soft", "many"];

/** @param {string} theme auto, light or dark */
export function useTheme(theme) {
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** @returns {Record<string, string>} */
export function themeColors() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** @param {string} theme */
export function otherTheme(theme) {
  useTheme(theme);
  return document.documentElement.dataset.theme === "dark" ? "light" : "dark";
}
