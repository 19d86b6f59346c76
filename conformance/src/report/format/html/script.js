// Filters, opens what a link points to, copies commands, changes the theme. The page is complete without it.
"use strict";

const entries = [...document.querySelectorAll(".entry")];
const filter = document.getElementById("filter");
const [text, area, level, shown] = ["text", "area", "level", "shown"].map((id) => document.getElementById(id));
const outcomes = [...filter.querySelectorAll("[name=outcome]")];

function narrow() {
  const wanted = outcomes.filter((box) => box.checked).map((box) => box.value);
  const words = text.value.toLowerCase().split(" ").filter(Boolean);
  const fits = (entry) =>
    (!area.value || entry.dataset.area === area.value) &&
    (!level.value || entry.dataset.level === level.value) &&
    (!wanted.length || wanted.includes(entry.dataset.outcome)) &&
    words.every((word) => entry.textContent.toLowerCase().includes(word));
  for (const entry of entries) entry.hidden = !fits(entry);
  const narrowed = area.value || level.value || wanted.length || words.length;
  for (const group of document.querySelectorAll("section, .idle")) {
    group.hidden = !group.querySelector(".entry:not([hidden])");
    if (group.matches(".idle")) group.open = Boolean(narrowed);
  }
  shown.value = `${entries.filter((entry) => !entry.hidden).length} of ${entries.length} shown`;
}

function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  for (let each = target; each; each = each.parentElement) {
    each.hidden = false;
    if (each.matches("details")) each.open = true;
  }
  target?.scrollIntoView();
}

async function copy(button) {
  const command = button.previousElementSibling;
  getSelection().selectAllChildren(command);
  try {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Selected";
  }
}

function repaint() {
  const root = document.documentElement;
  const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = (root.dataset.theme ?? preferred) === "dark" ? "light" : "dark";
}

for (const control of document.querySelectorAll("#filter, #theme, .repeat button")) control.hidden = false;
for (const button of document.querySelectorAll(".repeat button")) button.onclick = () => copy(button);
document.getElementById("theme").onclick = repaint;
filter.oninput = narrow;
addEventListener("hashchange", reveal);
narrow();
reveal();
