// @ts-check
/** The box that says where all this comes from. */

import { fill, make, outwardLink, part } from "./dom.js";
import { numeral, say } from "./words.js";

/**
 * @param {any} data the head of the island, see map.py
 * @param {import("./table.js").IncidentTable} table
 */
export function fillAbout(data, table) {
  const { about } = data;
  let unlocated = 0;
  for (let i = 0; i < table.length; i += 1) if (!table.located(i)) unlocated += 1;
  const facts = [
    [say("about_incidents"), numeral(table.length)],
    [say("unlocated"), numeral(unlocated)],
    [say("about_documents"), numeral(about.documents)],
    [say("about_refused"), about.refused ? numeral(about.refused) : ""],
    [say("about_coarsened"), table.gridKm ? `${numeral(table.gridKm)} km` : ""],
    [say("about_quotes"), data.quoted ? "" : say("left_out")],
    [say("about_made"), about.made ?? ""],
    [say("about_version"), about.version],
  ].filter(([, value]) => value !== "");
  const credit = (/** @type {any} */ one) => make("li", {},
    outwardLink(one.url, one.name), ` (${one.license}): ${say(`credit_${one.name.split(" ")[0].toLowerCase()}`)}`);
  fill(part("about-text"), make("p", {}, say("about_text")),
    make("dl", {}, ...facts.map(([name, value]) =>
      make("div", { class: "fact" }, make("dt", {}, name), make("dd", {}, value)))),
    make("h3", {}, say("about_sources")), make("ul", {}, ...about.credits.map(credit)),
    make("p", { class: "soft" }, say("about_borders")));
}
