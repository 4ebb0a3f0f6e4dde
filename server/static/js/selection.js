// Rows of the ledger that are chosen: how many, and what can be done with them.
const bar = document.querySelector("[data-bulk]");
const foot = document.querySelector(".pager");
const all = document.querySelector("[data-pick-all]");
const picks = [...document.querySelectorAll("[data-pick]")];

function show() {
  const chosen = picks.filter((one) => one.checked);
  for (const one of picks) {
    one.closest("tr").toggleAttribute("data-chosen", one.checked);
  }
  bar.hidden = chosen.length === 0;
  foot.hidden = chosen.length > 0;
  bar.querySelector("[data-bulk-count]").textContent = String(chosen.length);
  all.checked = chosen.length === picks.length;
  all.indeterminate = chosen.length > 0 && !all.checked;
}

function pickAll(checked) {
  for (const one of picks) {
    one.checked = checked;
  }
  show();
}

if (bar && all) {
  all.addEventListener("change", () => pickAll(all.checked));
  bar.querySelector("[data-bulk-none]").addEventListener("click", () => pickAll(false));
  for (const one of picks) {
    one.addEventListener("change", show);
  }
  // A page that the browser brings back keeps its ticks.
  show();
}
