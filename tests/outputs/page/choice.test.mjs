import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress, written } from "../../../geomap/outputs/page/script/address.js";
import { firstChoice, select } from "../../../geomap/outputs/page/script/filters.js";
import { Search, folded } from "../../../geomap/outputs/page/script/search.js";
import { made } from "./table.mjs";

const TABLE = made();
const passing = (choice, matches = null) => {
  const { passes } = select(TABLE, { ...firstChoice(TABLE), ...choice }, matches);
  return [...passes.keys()].filter((i) => passes[i]);
};

test("at first all is shown but layers that are off and what did not happen", () => {
  assert.deepEqual(passing({}), [0, 1, 2]);
});

test("a layer switched off hides its rows and still counts them", () => {
  const choice = { ...firstChoice(TABLE), offLayers: new Set(["protests", "diplomatic"]) };
  const selection = select(TABLE, choice, null);
  assert.equal(selection.shown, 1);
  assert.deepEqual([...selection.byKind], [2, 1, 1]);
});

test("dates keep what reaches into them, and the undated", () => {
  assert.deepEqual(passing({ from: 101, to: 101 }), [1, 2]);
});

test("precision leaves out what is coarser", () => {
  assert.deepEqual(passing({ coarsest: 1 }), [0, 2]);
});

test("the unlocated are counted, not dropped", () => {
  assert.equal(select(TABLE, firstChoice(TABLE), null).unlocated, 1);
});

test("what did not happen comes only when asked for", () => {
  assert.deepEqual(passing({ doubtful: true }), [0, 1, 2, 4]);
});

test("search wants every word, in any column, whatever the case, width or marks", () => {
  const search = new Search(TABLE);
  assert.equal(search.matches("  "), null);
  assert.deepEqual([...search.matches("almaty ZJANAOZEN")], [0, 1, 0, 0, 0]);
  assert.deepEqual([...search.matches("elsewhere")], [0, 1, 0, 0, 0]);
  assert.equal(folded("Ｃafé\u200f"), "cafe");
});

test("an address read back gives the same choice", () => {
  const choice = { ...firstChoice(TABLE), query: "a&b #c", from: 100, to: 102, coarsest: 2,
    doubtful: true, offKinds: new Set([1]), offLayers: new Set(["protests"]) };
  const view = { latitude: 43.25, longitude: 76.9, zoom: 5.25 };
  const text = written(choice, { layers: TABLE.layers, view, theme: "dark", selected: "c" });
  const read = firstChoice(TABLE);
  const opened = readAddress(`#${text}`, read, { layers: TABLE.layers, kinds: 3 });
  assert.deepEqual(read, choice);
  assert.deepEqual(opened, { view, theme: "dark", selected: "c" });
});

test("a senseless address changes nothing", () => {
  const read = firstChoice(TABLE);
  const opened = readAddress("#at=99,1,1&from=x&coarsest=77&theme=pink&without=-1,nan", read,
    { layers: TABLE.layers, kinds: 3 });
  assert.deepEqual(read, firstChoice(TABLE));
  assert.deepEqual(opened, { view: null, theme: null, selected: null });
});
