// Going from photo to photo without leaving the page; the next one is fetched ahead.
import { actions, begin } from "./viewer.js";

let asked = 0;

/** Show the photo that an address names; only the latest wish counts. */
export async function show(address) {
  if (!address) return;
  const turn = (asked += 1);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok || turn !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["photo", "facts"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  ready();
}

export const before = () => show(document.querySelector("[data-viewer]")?.dataset.before);
export const after = () => show(document.querySelector("[data-viewer]")?.dataset.after);

function ready() {
  document.body.classList.remove("covering");
  begin();
  const on = document.querySelector(".film [aria-current]")?.dataset.photo;
  for (const link of document.querySelectorAll(".qa-photo")) {
    link.classList.toggle("on", link.dataset.photo === on);
  }
  const next = document.querySelector(".film [aria-current] + a.photo:not(.photo-none)");
  if (next) new Image().src = `/photos/${next.dataset.photo}`;
}

document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-zoom]");
  if (tool) actions[tool.dataset.zoom]();
  const link = event.target.closest("a[data-photo]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});

ready();
