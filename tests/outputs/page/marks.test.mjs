import assert from "node:assert/strict";
import { test } from "node:test";

import { badgeOf } from "../../../geomap/outputs/page/script/marks.js";

const context = { measureText: (text) => ({ width: 8 * text.length }) };
const group = { x: 0, y: 0, count: 10, first: 0, layers: [1, 4, 2, 3], cells: [] };

test("a badge shows the most frequent types first", () => {
  assert.deepEqual(badgeOf(context, group, "Oblast 1").kinds, [1, 3, 2]);
});

test("a name on the map is cut where it would run over its neighbors", () => {
  const { label } = badgeOf(context, { ...group, count: 1 }, "N".repeat(300));
  assert.equal(label, `${"N".repeat(27)}…`);
});
