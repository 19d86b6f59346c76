// Runs the script of a report page on a document of a few lines, and prints the body as markup. Arguments: the page,
// and optionally what to filter by: a text, an area, a level, an outcome.
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

// Sealed, so that a script that assigns anything else, such as `innerHTML`, throws.
class Element {
  attributes = {};
  children = [];
  value = "";
  checked = false;
  onclick = null;
  oninput = null;

  constructor(localName) {
    this.localName = localName;
    Object.seal(this);
  }
  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }
  append(...children) {
    this.children.push(...children.map((child) => (child instanceof Element ? child : String(child))));
  }
  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }
  set textContent(text) {
    this.children = [String(text)];
  }
  get hidden() {
    return "hidden" in this.attributes;
  }
  set hidden(hidden) {
    hidden ? (this.attributes.hidden = "") : delete this.attributes.hidden;
  }
  set open(open) {
    open ? (this.attributes.open = "") : delete this.attributes.open;
  }
  find(fits) {
    const nodes = this.children.filter((child) => child instanceof Element);
    return nodes.flatMap((node) => (fits(node) ? [node] : []).concat(node.find(fits)));
  }
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function markup(node) {
  if (!(node instanceof Element)) return escaped(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${node.localName}${attributes.join("")}>${node.children.map(markup).join("")}</${node.localName}>`;
}

const [path, ...filter] = process.argv.slice(2);
const page = readFileSync(path, "utf8");
const [, json] = page.match(/<script type="application\/json" id="report">([^]*?)<\/script>/);
const [, script] = page.match(/<script>([^]*?)<\/script>/);
const body = new Element("body");
const document = {
  title: "",
  body,
  createElement: (name) => new Element(name),
  createElementNS: (_, name) => new Element(name),
  getElementById: (id) => (id === "report" ? { textContent: json } : null),
};
runInNewContext(script, { document, location: { hash: "" }, addEventListener() {} });
if (filter.length > 0) {
  const [search] = body.find((node) => node.localName === "search");
  const [text, area, level] = search.children;
  [text.value, area.value, level.value] = filter;
  for (const label of search.find((node) => node.localName === "label")) {
    label.children[0].checked = label.textContent === filter[3];
  }
  search.oninput();
}
console.log(`<title>${escaped(document.title)}</title>${markup(body)}`);
