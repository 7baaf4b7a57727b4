// @ts-check
/** The ten symbols. One path serves the canvas and the legend; it lies in a square from -1 to 1. */

/** @type {Record<string, string>} */
const PATHS = {
  circle: "M.86 0A.86.86 0 1 1-.86 0A.86.86 0 1 1 .86 0Z",
  star: polygon(starPoints()),
  cross: "M-.9-.52-.52-.9 0-.38.52-.9.9-.52.38 0 .9.52.52.9 0 .38-.52.9-.9.52-.38 0Z",
  diamond: "M0-1 .88 0 0 1-.88 0Z",
  square: "M-.78-.78H.78V.78H-.78Z",
  triangle: "M0-.95.98.78H-.98Z",
  "triangle-down": "M0 .95-.98-.78H.98Z",
  hexagon: "M-.5-.87H.5L1 0 .5.87H-.5L-1 0Z",
  plus: "M-.3-.95H.3V-.3H.95V.3H.3V.95H-.3V.3H-.95V-.3H-.3Z",
  ring: "M.9 0A.9.9 0 1 1-.9 0A.9.9 0 1 1 .9 0ZM.42 0A.42.42 0 1 0-.42 0A.42.42 0 1 0 .42 0Z",
  pentagon: polygon(roundPoints(5, 0.95)),
};

/** @param {number} count @param {number} radius @returns {number[][]} */
function roundPoints(count, radius) {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function starPoints() {
  const all = roundPoints(10, 1);
  return all.map(([x, y], i) => (i % 2 ? [x * 0.46, y * 0.46] : [x, y]));
}

/** @param {number[][]} points */
function polygon(points) {
  return `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}Z`;
}

/** @param {string} shape @returns {string} SVG path data */
export function shapePath(shape) {
  return PATHS[shape] ?? PATHS.pentagon;
}

/**
 * Draws a symbol: light line outside, dark line inside, so that it stands out on any ground.
 * @param {CanvasRenderingContext2D} context
 * @param {{shape: string, color: string, hollow: boolean, radius: number}} symbol
 * @param {{halo: string, ink: string, ground: string}} colors
 */
export function drawShape(context, symbol, colors) {
  const path = new Path2D(shapePath(symbol.shape));
  context.save();
  context.scale(symbol.radius, symbol.radius);
  context.lineJoin = "round";
  context.strokeStyle = colors.halo;
  context.lineWidth = 5 / symbol.radius;
  context.stroke(path);
  context.strokeStyle = colors.ink;
  context.lineWidth = 2 / symbol.radius;
  context.stroke(path);
  context.fillStyle = symbol.hollow ? colors.ground : symbol.color;
  context.fill(path, "evenodd");
  if (symbol.hollow) {
    context.clip(path, "evenodd");
    context.strokeStyle = symbol.color;
    context.lineWidth = 4 / symbol.radius;
    context.stroke(path);
  }
  context.restore();
}

/**
 * The symbol as a small picture beside words.
 * @param {{shape: string, color: string}} layer
 * @param {boolean} [hollow]
 */
export function icon(layer, hollow = false) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-1.35 -1.35 2.7 2.7");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const [kind, width] of [["halo", 0.55], ["ink", 0.24], ["body", hollow ? 0.5 : 0]]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shapePath(layer.shape));
    path.setAttribute("class", `icon-${kind}${hollow ? " hollow" : ""}`);
    path.setAttribute("stroke-width", String(width));
    path.setAttribute("fill-rule", "evenodd");
    if (kind === "body") path.setAttribute(hollow ? "stroke" : "fill", layer.color);
    svg.append(path);
  }
  return svg;
}
