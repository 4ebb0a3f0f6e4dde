// What every page of the console needs: toasts, dialogs, errors in their place,
// copying, printing, filters that apply themselves.
import "./days.js";
import "./dialogs.js";
import "./files.js";
import "./picker.js";

const SHOWN_FOR = 8000;

function fadeToasts() {
  for (const toast of document.querySelectorAll("[data-toast]:not([data-timed])")) {
    toast.dataset.timed = "yes";
    setTimeout(() => toast.remove(), SHOWN_FOR);
  }
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    const field = button.parentElement.querySelector("input[readonly]");
    if (!field) return;
    field.select();
    document.execCommand("copy");
  }
  button.setAttribute("aria-pressed", "true");
}

// In a long list what is open lies in view; the page itself stays where it is.
const inView = document.querySelector("[data-in-view]");
if (inView) inView.parentElement.scrollTop = inView.offsetTop - inView.parentElement.offsetTop - 80;

function closeMenusBut(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== kept) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const { target } = event;
  closeMenusBut(target.closest("details.menu"));
  const copied = target.closest("[data-copy]");
  if (copied) copy(copied);
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-back]")) history.back();
  const row = target.closest("tr[data-href]");
  if (row && !target.closest("a, button, input, label")) location.href = row.dataset.href;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenusBut(null);
  if (event.key === "/") goSearching(event);
});

// A page with a “/” of its own keeps it.
function goSearching(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-find]");
  if (!box || document.querySelector('[data-key="/"], [data-search]')) return;
  event.preventDefault();
  if (box.offsetParent) box.focus();
  else location.assign(box.form.action);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (form && event.target.matches("select, .day > .input") && event.target.validity.valid) form.requestSubmit();
  if (event.target.name === "role") showPlaceOf(event.target.form);
});

function showPlaceOf(form) {
  const role = new FormData(form).get("role");
  for (const field of form.querySelectorAll("[data-for]")) {
    field.hidden = !field.dataset.for.split(" ").includes(role);
  }
}

document.querySelectorAll("[data-role-form]").forEach(showPlaceOf);
if (location.hash === "#search") document.getElementById("search")?.focus();
document.addEventListener("htmx:afterSettle", fadeToasts);
document.addEventListener("htmx:oobAfterSwap", fadeToasts);
fadeToasts();
