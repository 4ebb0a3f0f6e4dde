// Keys of the review page. They press the buttons a mouse would press, so they can
// never skip a question; silent while typing or composing; can be switched off.
import { current, step } from "./candidates.js";
import { after, before } from "./photos.js";
import { actions } from "./viewer.js";

const SWITCH = "chafang-keys";
const help = document.getElementById("keys");
const on = () => localStorage.getItem(SWITCH) !== "off";

const MOVES = {
  j: () => step(1),
  k: () => step(-1),
  arrowleft: before,
  arrowright: after,
  z: actions.fit,
  "+": actions.in,
  "=": actions.in,
  "-": actions.out,
  o: actions.turn,
  "/": () => document.querySelector("[data-search]")?.click(),
  c: () => document.querySelector("[data-say]")?.focus(),
  "?": () => help?.showModal(),
};
const OF_CANDIDATE = ["y", "e", "n"];

function named(event) {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return `ctrl+${key}`;
  return event.shiftKey && key.length === 1 && /[a-z]/.test(key) ? `shift+${key}` : key;
}

function typing(event) {
  if (event.isComposing || event.altKey) return true;
  if (document.querySelector("dialog[open], .covering")) return true;
  return Boolean(event.target.closest("input:not([type=checkbox]), textarea, select"));
}

function buttonFor(key) {
  if (OF_CANDIDATE.includes(key)) return current()?.querySelector(`[data-key="${key}"]`);
  return document.querySelector(`[data-key="${key}"]`);
}

document.addEventListener("keydown", (event) => {
  if (!on() || typing(event)) return;
  const key = named(event);
  const act = MOVES[key] ?? (() => buttonFor(key)?.click());
  if (!MOVES[key] && !buttonFor(key)) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) help?.showModal();
});

const choice = document.querySelector("[data-keys-on]");
if (choice) {
  choice.checked = on();
  choice.addEventListener("change", () => {
    localStorage.setItem(SWITCH, choice.checked ? "on" : "off");
  });
}
