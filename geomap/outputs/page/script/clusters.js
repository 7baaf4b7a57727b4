// @ts-check
/**
 * Groups points that would overlap. Points fall into cells of a grid that is fixed to the ground, so
 * groups do not jump while the map is dragged; then neighbors that touch are joined, so that the
 * grid does not show. Cells hold sums, not rows: the rows of one group are looked up when asked for.
 */

/** Two rings of the largest size side by side: whatever touches lies in cells that touch. */
const CELL = 56;
/** How far circles may reach into each other, in pixels. */
const OVERLAP = 3;
const ROUNDS = 3;

/**
 * @typedef {Object} Group
 * @property {number} x mean position, canvas pixels
 * @property {number} y
 * @property {number} count
 * @property {number} first one of its rows
 * @property {number[]} layers how many rows of each layer
 * @property {number[]} cells the cells it is made of
 */

/** @typedef {{x: ArrayLike<number>, y: ArrayLike<number>, layer: ArrayLike<number>, layers: ArrayLike<any>}} Points
 * unit coordinates and layers, by row */
/** @typedef {{scale: number, left: number, top: number, width: number, height: number}} Window */

/**
 * @param {ArrayLike<number>} rows
 * @param {Points} table
 * @param {Window} view
 * @param {boolean} [apart] join only what shares one point
 * @returns {Group[]}
 */
export function groupPoints(rows, table, view, apart = false) {
  const grid = new Grid(view, apart ? 1 : CELL);
  /** @type {Map<number, Group>} */
  const found = new Map();
  const dense = apart ? null : new Array(grid.columns * grid.lines);
  for (let k = 0; k < rows.length; k += 1) {
    const i = rows[k];
    const cell = grid.cellOf(table.x[i], table.y[i]);
    if (cell < 0) continue;
    let group = dense ? dense[cell] : found.get(cell);
    if (!group) {
      group = { x: 0, y: 0, count: 0, first: i, layers: new Array(table.layers.length).fill(0), cells: [cell] };
      found.set(cell, group);
      if (dense) dense[cell] = group;
    }
    group.count += 1;
    group.x += grid.x;
    group.y += grid.y;
    group.layers[table.layer[i]] += 1;
  }
  const groups = [...found.values()];
  for (const group of groups) {
    group.x /= group.count;
    group.y /= group.count;
  }
  return apart ? groups : joined(groups);
}

/**
 * The rows of groups that were made of the same rows in the same view.
 * @param {Group[]} groups @param {ArrayLike<number>} rows @param {Points} table @param {Window} view
 * @param {boolean} apart
 * @returns {Map<Group, number[]>}
 */
export function rowsOfGroups(groups, rows, table, view, apart) {
  const grid = new Grid(view, apart ? 1 : CELL);
  /** @type {Map<Group, number[]>} */
  const found = new Map(groups.map((group) => [group, []]));
  const homes = new Map(groups.flatMap((group) => group.cells.map((cell) => [cell, found.get(group)])));
  for (let k = 0; k < rows.length; k += 1) {
    homes.get(grid.cellOf(table.x[rows[k]], table.y[rows[k]]))?.push(rows[k]);
  }
  return found;
}

/** The cells of a view and of as much around it as one of them. */
class Grid {
  /** @param {Window} view @param {number} size of a cell */
  constructor(view, size) {
    this.view = view;
    this.size = size;
    this.column = Math.floor((view.left - CELL) / size);
    this.line = Math.floor((view.top - CELL) / size);
    this.columns = Math.ceil((view.width + 2 * CELL) / size) + 1;
    this.lines = Math.ceil((view.height + 2 * CELL) / size) + 1;
    this.middle = (view.left + view.width / 2) / view.scale;
    /** Where the last point asked for lies on the canvas. */
    this.x = 0;
    this.y = 0;
  }

  /** Number of the cell of a point, -1 outside. @param {number} unitX @param {number} unitY */
  cellOf(unitX, unitY) {
    const { scale, left, top } = this.view;
    const worldX = (unitX + Math.round(this.middle - unitX)) * scale;
    const worldY = unitY * scale;
    const column = Math.floor(worldX / this.size) - this.column;
    const line = Math.floor(worldY / this.size) - this.line;
    if (!(column >= 0 && line >= 0 && column < this.columns && line < this.lines)) return -1;
    this.x = worldX - left;
    this.y = worldY - top;
    return line * this.columns + column;
  }
}

/** The copy of the world whose point lies nearest to the middle of the view.
 * @param {number} x @param {number} left @param {number} width @param {number} scale */
export function nearestCopy(x, left, width, scale) {
  return x + Math.round((left + width / 2) / scale - x);
}

/** Radius of a group's circle; one alone is a symbol. @param {number} count */
export function ringRadius(count) {
  return count === 1 ? 10 : 13 + Math.min(13, 3.2 * Math.log2(count / 2 + 1));
}

/** Joins groups that touch, again where what was joined touches others. @param {Group[]} groups */
function joined(groups) {
  let before = groups;
  for (let round = 0; round < ROUNDS; round += 1) {
    const after = joinedOnce(before);
    if (after.length === before.length) return after;
    before = after;
  }
  return before;
}

/** The larger takes in the smaller. @param {Group[]} groups */
function joinedOnce(groups) {
  groups.sort((a, b) => b.count - a.count || a.first - b.first);
  /** @type {Map<number, Group[]>} */
  const near = new Map();
  const kept = [];
  for (const group of groups) {
    const host = neighbor(near, group);
    if (host) absorb(host, group);
    else {
      kept.push(group);
      const key = keyOf(Math.floor(group.x / CELL), Math.floor(group.y / CELL));
      const others = near.get(key);
      if (others) others.push(group);
      else near.set(key, [group]);
    }
  }
  return kept;
}

/** @param {number} column @param {number} line */
function keyOf(column, line) {
  return line * 65_536 + column;
}

/** @param {Map<number, Group[]>} near @param {Group} group */
function neighbor(near, group) {
  const column = Math.floor(group.x / CELL);
  const line = Math.floor(group.y / CELL);
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      const others = near.get(keyOf(column + dx, line + dy)) ?? [];
      const found = others.find((o) => Math.hypot(o.x - group.x, o.y - group.y)
        < ringRadius(o.count) + ringRadius(group.count) - OVERLAP);
      if (found) return found;
    }
  }
  return null;
}

/** @param {Group} host @param {Group} guest */
function absorb(host, guest) {
  const count = host.count + guest.count;
  host.x += ((guest.x - host.x) * guest.count) / count;
  host.y += ((guest.y - host.y) * guest.count) / count;
  host.count = count;
  host.cells.push(...guest.cells);
  guest.layers.forEach((many, layer) => (host.layers[layer] += many));
}
