import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isoOf, whenText } from "../../../geomap/outputs/page/script/dates.js";
import { cell, csvOf, geojsonOf } from "../../../geomap/outputs/page/script/download.js";
import { webAddress } from "../../../geomap/outputs/page/script/dom.js";
import { latitudeOf, longitudeOf, unitLength, unitX, unitY } from "../../../geomap/outputs/page/script/projection.js";
import { countryName, localeFor, say, useWords } from "../../../geomap/outputs/page/script/words.js";
import { made } from "./table.mjs";

useWords({ words: { n: { one: "{count} thing", other: "{count} things" }, date_unknown: "no date" } }, "en-GB");

test("days and their names go back and forth", () => {
  assert.equal(isoOf(dayOf("2022-01-08")), "2022-01-08");
  assert.equal(dayOf("nonsense"), null);
});

test("a date is told as finely as it is known", () => {
  const [day, later] = [dayOf("2022-01-05"), dayOf("2022-01-07")];
  assert.equal(whenText(day, day, "day"), "5 January 2022");
  assert.match(whenText(day, later, "day"), /^5\s?–\s?7 January 2022$/u);
  assert.equal(whenText(day, later, "month"), "January 2022");
  assert.equal(whenText(day, later, "year"), "2022");
  assert.equal(whenText(null, null, "unknown"), "no date");
});

test("phrases choose their plural form", () => {
  assert.equal(say("n", { count: 1 }), "1 thing");
  assert.equal(say("n", { count: 1200 }), "1,200 things");
  assert.throws(() => say("missing"));
});

test("the reader's variety of the page's language is taken, another language is not", () => {
  assert.equal(localeFor("en", ["nl-NL", "en-GB"]), "en-GB");
  assert.equal(localeFor("en", ["nl-NL"]), "en");
});

test("country names fall back where a code says nothing", () => {
  assert.equal(countryName("KZ", "x"), "Kazakhstan");
  assert.equal(countryName("<b>", "as given"), "as given");
});

test("the projection turns back", () => {
  for (const [longitude, latitude] of [[0, 0], [76.92, 43.25], [-179, -60]]) {
    assert.ok(Math.abs(longitudeOf(unitX(longitude)) - longitude) < 1e-9);
    assert.ok(Math.abs(latitudeOf(unitY(latitude)) - latitude) < 1e-9);
  }
  assert.ok(unitLength(10, 60) > 1.9 * unitLength(10, 0));
});

test("cells that a spreadsheet would run are quoted, numbers are not", () => {
  for (const text of ["=1+1", "+x", "-x", "@x", "\tx", "  =x", "\0=x"]) assert.match(cell(text), /^"?'/);
  assert.equal(cell(-5), "-5");
  assert.equal(cell('say "a,b"'), '"say ""a,b"""');
});

test("a CSV has one line for each row under its names", () => {
  const lines = csvOf(made(), [0, 2]).split("\r\n");
  assert.equal(lines.length, 3);
  assert.match(lines[2], /'=cmd/);
});

test("texts come out as they went in, addresses too", () => {
  const table = made();
  assert.equal(table.text("quote", 1), "From Zjanaozen it spread.");
  assert.equal(table.text("url", 0), "https://a.example/one-two");
  assert.equal(table.text("title", 3), null);
  assert.deepEqual(table.evidence(1).map((e) => e.quote), ["From Zjanaozen it spread.", "Told elsewhere."]);
  assert.equal(table.find("d"), 3);
  assert.equal(table.find("z"), -1);
});

test("GeoJSON is longitude first, and null without a place", () => {
  const { features } = JSON.parse(geojsonOf(made(), [0, 2]));
  assert.deepEqual(features[0].geometry.coordinates, [76.92, 43.25]);
  assert.equal(features[1].geometry, null);
});

test("only http and https are addresses", () => {
  for (const bad of ["javascript:x()", "data:text/html,x", "file:///x", "x", "", null]) {
    assert.equal(webAddress(bad), null);
  }
  assert.equal(webAddress("https://a.example/").hostname, "a.example");
});
