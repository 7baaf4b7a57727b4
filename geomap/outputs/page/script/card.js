// @ts-check
/** The card of one incident, and the list of several that share a place. */

import { dayText, isoOf, shortDay, whenText } from "./dates.js";
import { make, outwardLink, quoted, webAddress } from "./dom.js";
import { icon } from "./shapes.js";
import { NOWHERE, PRECISIONS } from "./table.js";
import { countryName, percent, say, word } from "./words.js";

/** @typedef {import("./table.js").IncidentTable} IncidentTable */

/** @param {IncidentTable} table @param {number} i */
export function kindText(table, i) {
  const { type, sub } = table.kindOf(i);
  const parts = [word("types", type), word("types", sub)];
  return parts[0] === parts[1] || !sub ? parts[0] : parts.join(" · ");
}

/** @param {IncidentTable} table @param {number} i @param {boolean} [short] */
export function dateText(table, i, short = false) {
  const published = table.publishedOn(i);
  if (table.text("date_source", i) === "publication" && published !== null) {
    // The article tells no day: what is known is when it appeared.
    return say("reported", { date: short ? shortDay(published) : dayText(published) });
  }
  const precision = table.text("date_precision", i) ?? "unknown";
  return whenText(table.number("date_start", i), table.number("date_end", i), precision, short);
}

/** The line that names an incident in a list: the headline, or the quote where several share one.
 * @param {IncidentTable} table @param {number} i */
export function headline(table, i) {
  const title = table.sharesTitle(i) ? null : table.text("title", i);
  return title || table.text("quote", i) || kindText(table, i);
}

/** The place and what it lies in, the finest first. @param {IncidentTable} table @param {number} i
 * @returns {string[]} */
function placeNames(table, i) {
  const degrees = table.degrees(i);
  const name = table.text("place_name", i) || degrees?.toReversed().map((d) => d.toFixed(2)).join(" ");
  if (!name) return [say("unlocated_one")];
  const code = table.text("country_code", i) ?? "";
  const country = countryName(code, table.text("country", i) ?? "");
  if (table.precision[i] === PRECISIONS.indexOf("country")) return [country || name];
  const admin = table.text("admin1", i);
  return [...new Set([name, admin, country])].flatMap((part) => part || []);
}

/** @param {IncidentTable} table @param {number} i */
export function placeText(table, i) {
  return placeNames(table, i).join(", ");
}

/** The same to be shown: names in scripts of both directions keep their order.
 * @param {IncidentTable} table @param {number} i */
export function placeLine(table, i) {
  const parts = placeNames(table, i).flatMap((name) => [", ", quoted("bdi", name)]);
  return make("span", {}, ...parts.slice(1));
}

/** "city, within 10 km" @param {IncidentTable} table @param {number} i */
export function reachText(table, i) {
  const km = table.number("uncertainty_km", i);
  const level = table.precision[i] === NOWHERE ? "" : word("precision", PRECISIONS[table.precision[i]]);
  if (km === null) return level;
  return say("within_km", { level, km: km < 1 ? km : Math.round(km) });
}

/**
 * @param {IncidentTable} table
 * @param {number} i
 * @param {{ permalink: (row: number) => string, copy: (text: string) => void }} actions
 * @returns {HTMLElement}
 */
export function incidentCard(table, i, actions) {
  const main = table.evidence(i)[0];
  const language = main.language ?? undefined;
  return make("article", { class: "card" },
    make("p", { class: "card-kind" }, icon(table.layerOf(i), table.coarse(i)), kindText(table, i)),
    main.title ? quoted("h2", main.title, language) : null,
    main.quote ? quoted("blockquote", main.quote, language) : null,
    facts(table, i), casualties(table, i), why(table, i), sources(table, i), links(table, i, actions));
}

/** @param {string} name @param {...import("./dom.js").Child} content */
function fact(name, ...content) {
  return make("div", { class: "fact" }, make("dt", {}, name), make("dd", {}, ...content));
}

/** @param {IncidentTable} table @param {number} i */
function facts(table, i) {
  const written = table.text("date_text", i);
  const spoken = table.text("place_text", i);
  const modality = table.text("modality", i) ?? "actual";
  const reach = reachText(table, i);
  const [one, two] = [table.text("actor1", i), table.text("actor2", i)];
  return make("dl", {},
    fact(say("when"), dateText(table, i), asWritten(written)),
    fact(say("where"), placeLine(table, i), make("span", { class: "soft" }, reach && ` · ${reach}`),
      spoken === table.text("place_name", i) ? null : asWritten(spoken),
      table.gridKm && table.located(i)
        ? make("p", { class: "soft" }, say("coarsened", { km: table.gridKm })) : null),
    one ? fact(say("who"), quoted("span", one)) : null,
    two ? fact(say("whom"), quoted("span", two)) : null,
    modality === "actual" ? null : fact(say("status"), word("modality", modality)));
}

/** @param {string | null} text */
function asWritten(text) {
  return text ? make("span", { class: "written soft" }, quoted("q", text)) : null;
}

/** @param {IncidentTable} table @param {number} i */
function casualties(table, i) {
  const words = [deadText(table, i)];
  for (const name of ["injured", "arrested", "crowd_size"]) {
    const count = table.number(name, i);
    if (count !== null) words.push(say(name, { count }));
  }
  const told = words.filter(Boolean);
  if (!told.length) return null;
  return make("p", { class: "toll" }, told.join(" · "), asWritten(table.text("fatalities_text", i)));
}

/** The dead with their qualifier. @param {IncidentTable} table @param {number} i */
export function deadText(table, i) {
  const [exact, least, most] = ["fatalities", "fatalities_min", "fatalities_max"]
    .map((name) => table.number(name, i));
  if (exact !== null) return say("dead", { count: exact });
  if (least !== null && most !== null && least !== most) {
    return say("dead_between", { least, count: most });
  }
  if (least !== null) return say("dead_least", { count: least });
  return most === null ? "" : say("dead_most", { count: most });
}

/** @param {IncidentTable} table @param {number} i */
function why(table, i) {
  const confidence = table.number("confidence", i) ?? 0;
  const [ofType, ofPlace] = reasonParts(table.text("reason", i) ?? "");
  const meter = make("meter", { min: 0, max: 1, value: confidence, "aria-label": say("confidence") });
  return make("div", { class: "why" },
    make("p", {}, `${say("confidence")} ${percent(confidence)} `, meter),
    ofPlace ? make("p", { class: "place-reason" }, make("span", { class: "soft" }, `${say("why")}: `), quoted("span", ofPlace)) : null,
    ofType ? make("details", {}, make("summary", {}, say("how")), quoted("p", ofType)) : null);
}

/** A reason in two: why this type, and why this place. @param {string} reason */
export function reasonParts(reason) {
  const mark = /(?:^|; )place: /.exec(reason);
  return mark ? [reason.slice(0, mark.index), reason.slice(mark.index + mark[0].length)] : ["", reason];
}

/** @param {IncidentTable} table @param {number} i */
function sources(table, i) {
  const [main, ...others] = table.evidence(i);
  const list = others.map((e) => make("li", {},
    sourceLine(e), e.quote ? quoted("blockquote", e.quote, e.language ?? undefined) : null));
  return make("div", { class: "sources" }, make("p", { class: "soft" }, sourceLine(main)),
    list.length ? make("details", {},
      make("summary", {}, say("more_sources", { count: list.length })), make("ol", {}, ...list)) : null);
}

/** @param {import("./table.js").Evidence} evidence */
function sourceLine(evidence) {
  const { published } = evidence;
  return make("span", {}, quoted("span", evidence.source ?? evidence.document_id),
    published === null ? null : `, ${shortDay(published)}`);
}

/** @param {IncidentTable} table @param {number} i
 * @param {{ permalink: (row: number) => string, copy: (text: string) => void }} actions */
function links(table, i, actions) {
  const address = table.text("url", i);
  const host = webAddress(address)?.hostname;
  const button = (/** @type {string} */ key, /** @type {string} */ text) =>
    make("button", { type: "button", onclick: () => actions.copy(text) }, say(key));
  return make("p", { class: "card-links" },
    address ? outwardLink(address, host ? say("read_at", { host }) : address) : null,
    button("copy_link", actions.permalink(i)), button("copy_citation", citation(table, i)));
}

/** @param {IncidentTable} table @param {number} i */
export function citation(table, i) {
  const main = table.evidence(i)[0];
  return [main.title, main.source, main.published === null ? null : isoOf(main.published), main.url,
    main.quote ? `“${main.quote}”` : null,
    `${kindText(table, i)}, ${placeText(table, i)} (${reachText(table, i)}), ${dateText(table, i)}`]
    .filter(Boolean).join(". ");
}

/**
 * A list of incidents that share a place, each opening its card.
 * @param {IncidentTable} table
 * @param {number[]} rows
 * @param {(row: number) => void} open
 */
export function stackCard(table, rows, open) {
  const ordered = [...rows].sort((a, b) => table.start[b] - table.start[a]);
  const entries = ordered.slice(0, 200).map((i) => make("li", {}, rowButton(table, i, open)));
  return make("section", { class: "card stack" },
    make("h2", {}, placeLine(table, rows[0])),
    make("p", { class: "soft" }, say("incidents", { count: rows.length }), " · ", reachText(table, rows[0])),
    make("ol", { class: "rows" }, ...entries),
    rows.length > 200 ? make("p", { class: "soft" }, say("and_more", { count: rows.length - 200 })) : null);
}

/** One entry of a list. @param {IncidentTable} table @param {number} i @param {(row: number) => void} open */
export function rowButton(table, i, open) {
  const { type, sub } = table.kindOf(i);
  const more = table.further.get(i)?.length ?? 0;
  const notes = [deadText(table, i), more ? say("sources_count", { count: more + 1 }) : ""].filter(Boolean);
  return make("button", { type: "button", class: "row", "data-row": i, onclick: () => open(i) },
    icon(table.layerOf(i), table.coarse(i)),
    make("span", { class: "row-meta" }, quoted("span", word("types", sub || type)), " · ", dateText(table, i, true)),
    make("span", { class: "row-title", dir: "auto" }, headline(table, i)),
    make("span", { class: "row-meta" }, placeLine(table, i), ...notes.map((note) => ` · ${note}`)));
}
