// Keys of the page of pairs: J and K move, Y and N press what a mouse would press.
const pairs = [...document.querySelectorAll("[data-pair]")];
let at = 0;

function show(index) {
  if (!pairs.length) return;
  at = Math.min(Math.max(index, 0), pairs.length - 1);
  pairs.forEach((pair, place) => pair.classList.toggle("on", place === at));
  pairs[at].scrollIntoView({ block: "nearest" });
}

function typing(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return true;
  return Boolean(event.target.closest("input, textarea, select"));
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j") show(at + 1);
  else if (key === "k") show(at - 1);
  else if (key === "y" || key === "n") pairs[at]?.querySelector(`[data-key="${key}"]`).click();
});

document.addEventListener("focusin", (event) => {
  const pair = event.target.closest("[data-pair]");
  if (pair) show(pairs.indexOf(pair));
});

show(0);
