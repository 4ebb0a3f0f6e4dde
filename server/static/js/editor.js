// The editor of a form: keys between questions, saving said while it lasts, and which
// edition of the draft each change is made to.
const editor = () => document.getElementById("editor");
const panel = () => document.getElementById("panel");
const entries = () => [...document.querySelectorAll("[data-entry]")];
const FIELDS = "input:not([type=hidden]), textarea, select";
const narrow = matchMedia("(max-width: 900px)");
let byKey = false;
let before = panel()?.dataset.open;

// What has just been opened is seen whole: the panel on a phone, the question beside it.
function show(here) {
  if (here === before) return;
  before = here;
  document.querySelector(".ed-side")?.scrollTo(0, 0);
  const seen = here && !narrow.matches ? current()?.closest("li") : document.getElementById("bar");
  seen?.scrollIntoView({ block: "nearest" });
}

function open() {
  const here = panel()?.dataset.open;
  editor()?.classList.toggle("is-open", Boolean(here));
  for (const entry of entries()) {
    const item = entry.closest("li");
    const on = Boolean(here) && [`row-${here}`, `row-${here.split("-")[1]}`].includes(item.id);
    item.classList.toggle("on", on);
    if (on) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  show(here);
}

function current() {
  return document.querySelector("[data-entry][aria-current]") ?? entries()[0];
}

function step(by) {
  const all = entries();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? all.indexOf(current()) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function turn(word) {
  const button = document.querySelector(`[data-turn="${word}"] button`);
  if (button && !button.disabled) button.form.requestSubmit(button);
}

// What is being typed is the browser's to take back; what is saved is ours.
function isTyping(field) {
  return field.matches("input, textarea") && field.value !== (field.dataset.saved ?? field.defaultValue);
}

function leave(field) {
  field.blur();
  current()?.focus();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key.toLowerCase())) {
    if (isTyping(target)) return;
    event.preventDefault();
    turn(key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo");
  } else if (key === "Escape" && panel()?.contains(target)) {
    leave(target);
  } else if ((key === "ArrowDown" || key === "ArrowUp") && !target.matches(FIELDS)) {
    if (panel()?.contains(target)) return;
    event.preventDefault();
    step(key === "ArrowDown" ? 1 : -1);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-entry]")) byKey = event.detail === 0;
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "get") return;
  event.detail.parameters.base = document.getElementById("bar").dataset.edition;
  document.body.classList.add("is-saving");
  const field = event.detail.triggeringEvent?.target;
  if (field?.matches?.("input, textarea")) field.dataset.saved = field.value;
});

document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("is-saving"));

document.addEventListener("htmx:afterSettle", (event) => {
  open();
  if (!byKey || event.detail.target?.id !== "panel") return;
  byKey = false;
  panel().querySelector(FIELDS)?.focus();
});

open();
