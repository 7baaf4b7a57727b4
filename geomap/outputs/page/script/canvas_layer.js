// @ts-check
/** A Leaflet layer that is one canvas, somewhat larger than the view, repainted when the map rests. */

const MARGIN = 0.15;

/**
 * @typedef {Object} View
 * @property {number} scale pixels of the whole world's width
 * @property {number} left world pixels left of the canvas
 * @property {number} top
 * @property {number} width canvas width, CSS pixels
 * @property {number} height
 * @property {number} zoom
 * @property {number} offsetX canvas pixels left of the map's own corner
 * @property {number} offsetY
 */

/**
 * @param {any} map
 * @param {string} pane
 * @param {(context: CanvasRenderingContext2D, view: View) => void} paint
 * @returns {{ repaint: () => void, view: () => View }}
 */
export function addCanvasLayer(map, pane, paint) {
  const canvas = document.createElement("canvas");
  canvas.className = "leaflet-zoom-animated";
  canvas.setAttribute("aria-hidden", "true");
  map.getPane(pane).append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let view = viewOf(map);
  let middle = map.getCenter();
  let asked = 0;

  function repaint() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(paintNow);
  }

  function paintNow() {
    const started = performance.now();
    cancelAnimationFrame(asked);
    view = viewOf(map);
    const ratio = sharpness();
    place(canvas, map, view, ratio);
    middle = map.getCenter();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    paint(context, view);
    measured(`paint ${pane}`, started);
  }

  map.on("moveend", paintNow); // after every kind of move, zooms included
  map.on("resize", repaint);
  /** Stretches what is painted, while the map is on its way. @param {number} zoom @param {any} center */
  function follow(zoom, center) {
    const scale = map.getZoomScale(zoom, view.zoom);
    const half = L.point(view.width, view.height).multiplyBy(scale / 2);
    L.DomUtil.setTransform(canvas, map._latLngToNewLayerPoint(middle, zoom, center).subtract(half), scale);
  }

  map.on("zoomanim", (/** @type {any} */ event) => follow(event.zoom, event.center));
  map.on("zoom", () => follow(map.getZoom(), map.getCenter())); // pinched, or flying
  repaint();
  return { repaint, view: () => view };
}

/** Dots of a canvas for one CSS pixel: paper shows more of them than most screens. */
export function sharpness() {
  const paper = document.documentElement.classList.contains("on-paper") ? 3 : 1;
  return Math.max(window.devicePixelRatio || 1, paper);
}

/**
 * Tells the browser's own stopwatch how long a piece of work took; only the last one is kept.
 * @param {string} name @param {number} started
 */
export function measured(name, started) {
  performance.clearMeasures(`geomap ${name}`);
  performance.measure(`geomap ${name}`, { start: started, end: performance.now() });
}

/** @param {any} map @returns {View} */
function viewOf(map) {
  const size = map.getSize();
  const offsetX = Math.round(size.x * MARGIN);
  const offsetY = Math.round(size.y * MARGIN);
  const bounds = map.getPixelBounds();
  const zoom = map.getZoom();
  return {
    zoom, offsetX, offsetY, scale: 256 * 2 ** zoom, left: bounds.min.x - offsetX,
    top: bounds.min.y - offsetY, width: size.x + 2 * offsetX, height: size.y + 2 * offsetY,
  };
}

/** @param {HTMLCanvasElement} canvas @param {any} map @param {View} view @param {number} ratio */
function place(canvas, map, view, ratio) {
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${view.width}px`;
    canvas.style.height = `${view.height}px`;
  }
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-view.offsetX, -view.offsetY]));
}
