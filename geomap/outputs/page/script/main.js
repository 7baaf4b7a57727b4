// @ts-check
/** Opens the page: the map at once, so that scripts after this one find it; the data when decoded. */

import { openChart } from "./chart.js";
import { fill, part } from "./dom.js";
import { readIsland } from "./island.js";
import { Page } from "./page.js";
import { IncidentTable } from "./table.js";
import { useTheme } from "./theme.js";
import { localeFor, useWords } from "./words.js";

const map = openChart("incident_map_page");

async function open() {
  useTheme("auto");
  const [island, outlines] = await Promise.all([readIsland("geomap-incidents"), readIsland("geomap-outlines")]);
  const data = island.head;
  document.documentElement.lang = data.language;
  document.documentElement.dir = data.direction;
  useWords(data.words, localeFor(data.language, navigator.languages));
  const page = new Page(map, new IncidentTable(island), data, outlines.head.areas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => page.retheme());
}

open().then(
  () => document.documentElement.setAttribute("data-ready", ""),
  (error) => {
    part("notice").hidden = false;
    fill(part("notice"), typeof DecompressionStream === "undefined"
      ? "This browser is too old for the map; any browser since 2023 opens it." : String(error));
    throw error;
  },
);
