import assert from "node:assert/strict";
import { test } from "node:test";

import { groupPoints, nearestCopy, ringRadius, rowsOfGroups } from "../../../geomap/outputs/page/script/clusters.js";

const VIEW = { scale: 1000, left: 0, top: 0, width: 1000, height: 1000 };
const at = (...points) => ({ x: points.map((p) => p[0] / 1000), y: points.map((p) => p[1] / 1000),
  layer: points.map((_, i) => i % 2), layers: ["a", "b"] });
const rowsOf = (table) => table.x.map((_, i) => i);
const grouped = (table, apart = false) => groupPoints(rowsOf(table), table, VIEW, apart);
const rowLists = (table, apart = false, view = VIEW) => {
  const groups = groupPoints(rowsOf(table), table, view, apart);
  return [...rowsOfGroups(groups, rowsOf(table), table, view, apart).values()];
};

test("points that would overlap become one group with all their rows and layers", () => {
  const table = at([100, 100], [105, 102], [98, 99]);
  const [group] = grouped(table);
  assert.equal(group.count, 3);
  assert.deepEqual(group.layers, [2, 1]);
  assert.deepEqual(rowLists(table), [[0, 1, 2]]);
});

test("circles of groups do not cover each other", () => {
  const groups = grouped(at(...Array.from({ length: 900 }, (_, i) => [(i * 37) % 1000, (i * 91) % 1000])));
  for (const [k, one] of groups.entries()) {
    for (const other of groups.slice(k + 1)) {
      const apart = Math.hypot(one.x - other.x, one.y - other.y);
      assert.ok(apart > (ringRadius(one.count) + ringRadius(other.count)) * 0.7, `${apart}`);
    }
  }
});

test("points far apart stay apart", () => {
  assert.equal(grouped(at([100, 100], [300, 300])).length, 2);
});

test("a border of the grid does not part neighbors", () => {
  assert.equal(grouped(at([43, 100], [45, 100])).length, 1);
});

test("close in, only what shares one point is joined", () => {
  assert.equal(grouped(at([100, 100], [100, 100], [104, 100]), true).length, 2);
});

test("no row is lost and none stands twice", () => {
  const points = Array.from({ length: 500 }, (_, i) => [(i * 37) % 1000, (i * 91) % 1000]);
  const rows = rowLists(at(...points)).flat();
  assert.equal(new Set(rows).size, 500);
  assert.equal(rows.length, 500);
});

test("groups do not depend on where the view lies", () => {
  const table = at([100, 100], [130, 110], [300, 240]);
  assert.deepEqual(rowLists(table, false, { ...VIEW, left: -57, top: -31 }), rowLists(table));
});

test("what lies outside the view is left out", () => {
  assert.equal(grouped(at([500, 5000])).length, 0);
});

test("a point across the date line is shown at its nearest copy", () => {
  assert.equal(nearestCopy(0.01, 900, 200, 1000), 1.01);
  assert.equal(nearestCopy(0.5, 0, 1000, 1000), 0.5);
});
