// Which candidate is on: its first photo is shown and its row of answers marked.
import { show } from "./photos.js";

let remembered = "";

/** On a narrow screen the page itself would scroll away under the reader. */
const wide = () => matchMedia("(min-width: 761px)").matches;
const all = () => [...document.querySelectorAll("[data-cand]")];
export const current = () => document.querySelector("[data-cand].on");

function mark(candidate) {
  if (!candidate) return;
  for (const one of all()) one.classList.toggle("on", one === candidate);
  if (wide()) candidate.scrollIntoView({ block: "nearest" });
  markRow(candidate.dataset.of);
}

export function choose(candidate) {
  if (!candidate) return;
  mark(candidate);
  const shown = document.querySelector(".film [aria-current]")?.getAttribute("href");
  if (candidate.dataset.show && candidate.dataset.show !== shown) show(candidate.dataset.show);
}

function markRow(uuid) {
  for (const row of document.querySelectorAll("[data-row]")) {
    const on = Boolean(uuid) && row.dataset.row === uuid;
    row.classList.toggle("on", on);
    if (on) {
      row.open = true;
      if (wide()) row.scrollIntoView({ block: "nearest" });
    }
  }
}

export function step(by) {
  const list = all();
  const at = list.indexOf(current());
  choose(list[Math.min(list.length - 1, Math.max(0, at + by))]);
}

/** After a decision the next open one is on; at first the one that was asked for. */
function begin() {
  const named = document.getElementById(location.hash.slice(1) || "none");
  const list = all();
  const at = list.findIndex((one) => one.id === remembered);
  const todo = (one) => "todo" in one.dataset;
  const next = list.slice(Math.max(0, at)).find(todo) ?? list.find(todo);
  const chosen = (at < 0 ? named : null) ?? next ?? list[Math.max(0, at)];
  // A photo that the address asks for is not pushed aside by the first candidate.
  if (!remembered && new URLSearchParams(location.search).has("photo")) mark(chosen);
  else choose(chosen);
}

document.addEventListener("click", (event) => {
  const candidate = event.target.closest("[data-cand]");
  if (candidate) choose(candidate);
  const only = event.target.closest("[data-only]");
  if (only) toggleStruck(only);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const candidate = event.target.closest?.("[data-cand]");
  if (candidate) remembered = candidate.id;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "problems") begin();
});

function toggleStruck(button) {
  const pressed = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(pressed));
  document
    .querySelector(`[data-rows="${button.dataset.only}"]`)
    .classList.toggle("only-struck", pressed);
}

begin();
