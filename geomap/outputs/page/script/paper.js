// @ts-check
/** On paper: light, of a fixed size, with all that the window showed, sharper than a screen. */

/** How many entries of the list are printed. */
const MOST_ROWS = 100;

/**
 * The browser asks for paper at once, so all is drawn before the event ends.
 * @param {any} map
 * @param {import("./page.js").Page} page
 */
export function watchPrinting(map, page) {
  /** @type {{ center: any, zoom: number } | null} */ let before = null;
  window.addEventListener("beforeprint", () => {
    if (before) return;
    before = { center: map.getCenter(), zoom: map.getZoom() };
    const shown = map.getBounds();
    resize(true);
    page.list?.growTo(MOST_ROWS);
    page.retheme("light");
    // Tiles of another zoom level would come too late.
    if (page.look.tiled) map.setView(before.center, before.zoom, { animate: false });
    else map.fitBounds(shown, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    resize(false);
    page.retheme();
    map.setView(before.center, before.zoom, { animate: false });
    before = null;
  });

  /** @param {boolean} paper */
  function resize(paper) {
    document.documentElement.classList.toggle("on-paper", paper);
    map.invalidateSize({ animate: false });
    page.timeline?.fit();
  }
}
