// The reviewer's queue by keyboard, and the bar that decides for many.
const SWITCH = "chafang-keys";
const rows = () => [...document.querySelectorAll("[data-row]")];
const boxes = () => [...document.querySelectorAll("input[name=chosen]")];
const row = () => document.querySelector("[data-row].on");

function step(by) {
  const list = rows();
  const next = list[Math.min(list.length - 1, Math.max(0, list.indexOf(row()) + by))];
  for (const one of list) one.classList.toggle("on", one === next);
  next?.scrollIntoView({ block: "nearest" });
}

function count() {
  const told = document.querySelector("[data-chosen]");
  const chosen = boxes().filter((box) => box.checked).length;
  if (told) told.textContent = chosen ? `${chosen} / ${boxes().length}` : "";
}

/** Open the reason to return what is chosen for, and write there. */
function handBack() {
  const menu = document.querySelector("[data-hand-back]");
  if (!menu) return;
  menu.open = true;
  menu.querySelector("textarea").focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => row()?.querySelector("input[name=chosen]")?.click(),
  enter: () => row()?.querySelector("[data-open]")?.click(),
  r: handBack,
  "/": () => document.querySelector('[data-key="/"]')?.click(),
  u: () => document.querySelector('[data-key="u"]')?.click(),
};

/** Ctrl and Enter accept what is chosen, or return it once a reason is being written. */
function decide(event) {
  const writing = event.target.closest("[data-hand-back]");
  const button = (writing ?? document).querySelector(writing ? "button" : "[data-accept]");
  event.preventDefault();
  button?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) decide(event);
  if (localStorage.getItem(SWITCH) === "off" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  const pressing = key === "enter" && event.target.closest("a, button, summary");
  if (!KEYS[key] || typing || pressing) return;
  event.preventDefault();
  KEYS[key]();
});

document.addEventListener("change", (event) => {
  const free = event.target.closest("[data-tick-free]");
  if (free) {
    for (const box of boxes()) box.checked = free.checked && box.dataset.free === "1";
  }
  count();
});
