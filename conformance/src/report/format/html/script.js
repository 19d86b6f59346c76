// Shows the report that the page carries as JSON. What stands in it becomes text or the value of an attribute, never
// markup.
"use strict";

// Most severe first.
const OUTCOMES = ["error", "fail", "inconclusive", "warning", "known", "pass", "not-applicable", "skipped"];
// From left to right. The client is a component, or whoever judges a deployment.
const PARTICIPANTS = ["clocks", "caller", "client", "token endpoint", "resource", "metadata", "elsewhere"];
const SVG = new Set(["circle", "defs", "g", "line", "path", "rect", "svg", "text", "use"]);
// Characters of one line, and of a longer text.
const LINE = 600;
const TEXT = 8000;
// Header fields of a message, and requirements that the header of the page names.
const FIELDS = 30;
const NAMED = 10;
// A redacted token, and a word with the character that ends it.
const TOKEN = /(token#\d+)/;
const WORD = /[\p{Alphabetic}\p{N}#]*[^\p{Alphabetic}\p{N}#]|[\p{Alphabetic}\p{N}#]+/gu;

const report = JSON.parse(document.getElementById("report").textContent);
const { subject, settings, judgements } = report;
const title = `ScaiKey ${subject.kind === "component" ? "client" : "deployment"} conformance`;
const entries = judgements.map((judgement) => ({ judgement, node: entry(judgement) }));
const groups = [];

document.title = `${report.heading}: ${subject.name} | ${title}`;
document.body.append(header(), filter(), element("main", {}, report.areas.map(area)), arrowheads());
addEventListener("hashchange", reveal);
reveal();

// An element. A child is an element, a text, or a list of children; an attribute or a child that is `false` or missing
// is left out.
function element(name, attributes, ...children) {
  const made = SVG.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return made;
}

// The header: the conclusion, what to read first, and what was judged how.

function header() {
  const severe = judgements.filter(isSevere);
  const named = ({ id, outcome, sentence }) =>
    element("li", { class: outcome }, element("a", { href: `#${id}` }, sentence), element("code", {}, id));
  const more = severe.length > NAMED && element("li", {}, `${severe.length - NAMED} more below`);
  return element("header", {},
    element("p", { class: "eyebrow" }, title, button("Light or dark", changeTheme)),
    element("h1", { class: decisive() }, report.heading),
    element("p", { class: "meaning" }, report.meaning),
    counts(),
    severe.length > 0 && element("nav", { "aria-label": "What to read first" },
      element("ol", { class: "severe" }, severe.slice(0, NAMED).map(named), more)),
    report.unmatched.length > 0 && [
      element("p", {}, "Expectations that name nothing that was judged:"),
      element("ul", {}, report.unmatched.map((text) => element("li", {}, element("code", {}, text)))),
    ],
    element("dl", { class: "facts" }, facts()));
}

// Whether a reader must see it first.
function isSevere({ outcome, level }) {
  return outcome === "error" || outcome === "fail" || (outcome === "inconclusive" && level !== "OBSERVE");
}

// The outcome whose colour the conclusion has.
function decisive() {
  if (report.conclusion === "undecided") return report.counts.error > 0 ? "error" : "inconclusive";
  return { conformant: "pass", nonconformant: "fail" }[report.conclusion] ?? "warning";
}

// A bar of all judgements, and their numbers.
function counts() {
  const percent = (count) => `${(100 * count / Math.max(1, judgements.length)).toFixed(2)}%`;
  let before = 0;
  const bars = OUTCOMES.map((outcome) => {
    const count = report.counts[outcome];
    before += count;
    return element("rect", { class: outcome, x: percent(before - count), width: percent(count), height: "100%" });
  });
  const shown = OUTCOMES.filter((outcome) => report.counts[outcome] > 0 || outcome === "pass");
  const number = (outcome) =>
    element("li", { class: outcome }, element("b", {}, report.counts[outcome]), ` ${outcome}`);
  return [
    element("svg", { class: "bar", "aria-hidden": "true" }, bars),
    element("ul", { class: "counts" }, shown.map(number)),
  ];
}

function facts() {
  const fact = (name, value) => element("div", {}, element("dt", {}, name), element("dd", {}, value));
  const code = (name, text, width) =>
    element("div", { class: width }, element("dt", {}, name), element("dd", {}, element("code", {}, text)));
  const { seeds, repeated } = settings;
  const means = subject.kind === "component" ? [
    fact("Transport", settings.transport),
    fact("Random schedules", `seeds ${seeds.first} to ${seeds.last}`),
  ] : [
    fact("Surface", settings.surface),
    fact("Profiles", ["safe", ...settings.allowed].join(", ")),
    fact("Requests", `${settings.sent} of at most ${settings.budget}, ${repeated || "none"} of them repeated`),
  ];
  return [
    code("Subject", subject.name),
    subject.digest !== null && code("SHA-256", subject.digest, "wide"),
    means,
    fact("Levels", settings.strict ? "SHOULD counts as MUST" : "MUST decides, SHOULD warns"),
    fact("Suite", `scaikey-conformance ${report.suite}`),
    report.time && [fact("Began", date(report.time.began)), fact("Took", rounded(report.time.took))],
    code("Repeat", subject.command, "wide"),
  ];
}

// The filter: narrows the page to what a reader looks for.

function filter() {
  const option = (text) => element("option", {}, text);
  const choice = (label, all, texts) =>
    element("select", { "aria-label": label }, element("option", { value: "" }, all), texts.map(option));
  const text = element("input", { type: "search", placeholder: "Search", "aria-label": "Search in everything" });
  const area = choice("Area", "every area", report.areas.map(({ name }) => name));
  const level = choice("Level", "every level", ["MUST", "SHOULD", "OBSERVE"]);
  const present = OUTCOMES.filter((outcome) => report.counts[outcome] > 0);
  const boxes = present.map((outcome) => ({ outcome, box: element("input", { type: "checkbox" }) }));
  const labels = boxes.map(({ outcome, box }) => element("label", { class: outcome }, box, outcome));
  const shown = element("output", { "aria-live": "polite" }, `${entries.length} of ${entries.length} shown`);
  const bar = element("search", {},
    text, area, level, element("fieldset", {}, element("legend", {}, "Outcomes"), labels), shown);
  bar.oninput = () => {
    const outcomes = boxes.filter(({ box }) => box.checked).map(({ outcome }) => outcome);
    const words = text.value.toLowerCase().split(" ").filter(Boolean);
    for (const { judgement, node } of entries) {
      node.hidden = !(
        (!area.value || judgement.area === area.value) &&
        (!level.value || judgement.level === level.value) &&
        (outcomes.length === 0 || outcomes.includes(judgement.outcome)) &&
        words.every((word) => node.textContent.toLowerCase().includes(word)));
    }
    const isNarrowed = area.value || level.value || outcomes.length > 0 || words.length > 0;
    for (const { node, members } of groups) {
      node.hidden = members.every((member) => member.node.hidden);
      if (node.localName === "details") node.open = Boolean(isNarrowed);
    }
    const left = entries.filter(({ node }) => !node.hidden).length;
    shown.textContent = `${left} of ${entries.length} shown`;
  };
  return bar;
}

// Areas and their requirements.

function area({ name, about }) {
  const members = entries.filter(({ judgement }) => judgement.area === name);
  const nodes = (members) => members.map(({ node }) => node);
  const idle = members.filter(({ judgement }) => judgement.outcome === "skipped");
  const judged = members.filter((member) => !idle.includes(member));
  const fold = idle.length > 0 &&
    element("details", { class: "idle" }, element("summary", {}, `${idle.length} not run`), nodes(idle));
  const node = element("section", { id: `area-${name}` },
    element("h2", {}, name), element("p", { class: "about" }, about), nodes(judged), fold);
  groups.push({ node, members });
  if (fold) groups.push({ node: fold, members: idle });
  return node;
}

// A line that says how it went, which opens to everything that is known.
function entry(judgement) {
  const { id, level, outcome, sentence, source, expected, actual, seen_in, evidence, repeat } = judgement;
  const elsewhere = seen_in !== id && [", seen in ", element("a", { href: `#${seen_in}` }, seen_in)];
  const command = element("code", {}, repeat);
  return element("details", { class: "entry", id, open: isSevere(judgement) },
    element("summary", {},
      element("span", { class: `outcome ${outcome}` }, outcome),
      element("span", { class: "sentence" }, sentence, remarks(judgement)),
      element("code", { class: "id" }, id)),
    element("p", { class: "source" }, element("b", {}, level), ` ${source}`),
    expected !== null && comparison(expected, actual),
    evidence.events.length > 0 && [element("h3", {}, "What happened", elsewhere), transcript(evidence)],
    element("p", { class: "repeat" }, command, button("Copy", (event) => copy(command, event.currentTarget))));
}

// What a reader must know besides the outcome.
function remarks({ outcome, reason, expectation, observed }) {
  const beginning = {
    error: "Not judged, which says nothing about the subject: ",
    inconclusive: "Not judged, so judge again: ",
  }[outcome];
  const remarks = [[beginning, reason], ["Known: ", expectation], ["Observed: ", observed]];
  const told = remarks.filter(([, text]) => text !== null);
  return told.map(([beginning, text]) => element("small", {}, beginning, prose(text, LINE)));
}

// What was expected beside what came, differences marked.

function comparison(expected, actual) {
  const [one, other] = [expected, actual].map((text) => linesOf(excerpt(text, TEXT)));
  return element("div", { class: "comparison" }, side("Expected", one, other), side("Actual", other, one));
}

function side(title, lines, others) {
  const [begin, end] = different(lines, others);
  const shown = lines.map((line, index) => {
    if (index < begin || index >= end) return prose(line, TEXT);
    // Word by word if both sides have as many lines, else line by line.
    return lines.length === others.length ? marked(line, others[index]) : mark(line);
  });
  const rows = shown.map((line) => [line, "\n"]);
  return element("div", {}, element("h3", {}, title), element("pre", {}, rows));
}

function marked(line, other) {
  const [words, others] = [line, other].map((text) => text.match(WORD) ?? []);
  const [begin, end] = different(words, others);
  const part = (from, to) => words.slice(from, to).join("");
  return [prose(part(0, begin), TEXT), begin < end && mark(part(begin, end)), prose(part(end), TEXT)];
}

function mark(text) {
  return element("mark", {}, prose(text, TEXT));
}

// Where the items begin and end that are not the same as in another list.
function different(items, others) {
  const most = Math.min(items.length, others.length);
  let before = 0;
  while (before < most && items[before] === others[before]) before++;
  let after = 0;
  while (after < most - before && items.at(-1 - after) === others.at(-1 - after)) after++;
  return [before, items.length - after];
}

// What happened in a check: its events down the page, each with an arrow between two participants.

function transcript({ events, gap }) {
  const used = new Set(["client", ...events.map(({ lane }) => lane)]);
  const participants = PARTICIPANTS.filter((name) => used.has(name));
  const place = (name) => `${(100 * (participants.indexOf(name) + 0.5) / participants.length).toFixed(1)}%`;
  const rows = events.map((event, index) => row(event, events[index - 1]?.at, place));
  if (gap) {
    const text = element("p", {}, `${gap.missing} events left out`);
    rows.splice(gap.after, 0, element("li", { class: "gap" }, text));
  }
  const lifeline = (name) => element("line", { x1: place(name), x2: place(name), y2: "100%" });
  return element("div", { class: "transcript" },
    element("div", { class: "participants", "aria-hidden": "true" },
      participants.map((name) => element("span", {}, name))),
    element("svg", { class: "lifelines", "aria-hidden": "true" }, participants.map(lifeline)),
    element("ol", {}, rows));
}

// One event. Its time stands beside it unless the event before it has the same.
function row(event, before, place) {
  const { at, text, exchange } = event;
  const passed = BigInt(at) - BigInt(before ?? at);
  const later = passed > 0n && element("small", {}, `${seconds(passed)} later`);
  return element("li", {},
    at !== before && element("span", { class: "at" }, seconds(at), later),
    element("svg", { class: "arrows", "aria-hidden": "true" }, arrows(event, place)),
    exchange === null
      ? element("p", {}, prose(text, LINE))
      : element("details", {}, element("summary", {}, prose(text, LINE)), bytes(exchange)));
}

function arrows({ lane, is_answer, exchange }, place) {
  const [here, client] = [place(lane), place("client")];
  const arrow = (kind, from, to, head, label) =>
    element("g", { class: kind || undefined },
      element("line", { x1: from, x2: to }), element("use", { href: head, x: to }), label);
  if (exchange) {
    const { request, response, token } = exchange;
    const colour = token === null ? "" : tokenClass(token);
    // The token endpoint answers with a token, everybody else is sent one.
    const [there, back] = lane === "token endpoint" ? ["", colour] : [colour, ""];
    return [
      arrow(there, client, here, response ? "#right" : "#cross"),
      response && arrow(`back ${back}`.trim(), here, client, "#left",
        element("text", { x: here }, status(response))),
    ];
  }
  if (lane === "clocks") {
    return [element("line", { class: "passing", x2: "100%" }), element("circle", { cx: here })];
  }
  return is_answer ? arrow("", client, here, "#left") : arrow("", here, client, "#right");
}

// The number of a status, and an ellipsis if its response has more to it.
function status({ line }) {
  const [number, more] = line.split(", ");
  return excerpt(number, 3) + (more === undefined ? "" : "\u2026");
}

// The shapes at the ends of arrows, drawn once for the whole page.
function arrowheads() {
  const shapes = { right: "M-9-4 0 0-9 4z", left: "M9-4 0 0 9 4z", cross: "M-9-4-1 4M-9 4-1-4" };
  const paths = Object.entries(shapes).map(([id, d]) => element("path", { id, d }));
  return element("svg", { class: "arrowheads", "aria-hidden": "true" }, element("defs", {}, paths));
}

// The request and the response of an exchange.

function bytes({ request, response, delay }) {
  const aside = (text) => element("p", { class: "absent" }, text);
  return [
    message("Request", request),
    response === null ? aside("No response came.") : message("Response", response),
    delay !== "0" && aside(`It was answered after ${seconds(delay)}.`),
  ];
}

function message(title, { line, headers, body, length }) {
  const field = ([name, value]) => [element("i", {}, prose(name, LINE), ":"), " ", prose(value, LINE), "\n"];
  const more = headers.length - FIELDS;
  return element("pre", { class: "message", "aria-label": title },
    element("b", {}, prose(line, LINE)), "\n",
    headers.slice(0, FIELDS).map(field),
    more > 0 && [element("i", {}, `${more} more headers`), "\n"],
    length > 0 && ["\n", prose(body, LINE), "\n"],
    length > LINE && element("i", {}, `${length} bytes in all`));
}

// Texts.

// The beginning of a text, its tokens coloured so that each can be followed.
function prose(text, most) {
  const parts = excerpt(text, most).split(TOKEN);
  return parts.map((part, index) =>
    index % 2 ? element("b", { class: `token ${tokenClass(part.split("#")[1])}` }, part) : part);
}

// The class that colours a token. Neighbours differ.
function tokenClass(number) {
  return `token-${Number(number) % 6}`;
}

function excerpt(text, most) {
  const characters = text.length > most ? [...text] : [];
  return characters.length > most ? `${characters.slice(0, most).join("")}\u2026` : text;
}

function linesOf(text) {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

// A number of nanoseconds in seconds, to the last digit that is not zero.
function seconds(nanoseconds) {
  const digits = String(nanoseconds).padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${digits.slice(0, -9)}${fraction && `.${fraction}`} s`;
}

// The same in whole milliseconds.
function rounded(nanoseconds) {
  return seconds(BigInt(nanoseconds) / 1_000_000n * 1_000_000n);
}

// Such as `1 January 2030, 12:34 UTC`.
function date(text) {
  const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return `${new Date(text).toLocaleDateString("en-GB", day)}, ${text.slice(11, 16)} UTC`;
}

// What the page does.

function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.onclick = act;
  return made;
}

// Opens what a link points to.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  for (let each = target; each; each = each.parentElement) {
    each.hidden = false;
    if (each.localName === "details") each.open = true;
  }
  target?.scrollIntoView();
}

async function copy(command, button) {
  getSelection().selectAllChildren(command);
  try {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Selected";
  }
}

// From dark to light and back; what the system prefers is the beginning.
function changeTheme() {
  const root = document.documentElement;
  const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = (root.dataset.theme ?? preferred) === "dark" ? "light" : "dark";
}
