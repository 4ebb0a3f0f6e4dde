// Picking a unit: what is typed narrows the list, but never while a Chinese input
// method is still composing; the unit that is chosen stays.
const PAUSE = 200;
let waiting = 0;

async function search(picker, words) {
  const address = new URL(picker.dataset.picker, location.href);
  address.searchParams.set("q", words);
  address.searchParams.set("region", picker.dataset.region);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const list = picker.querySelector("[data-found]");
  const chosen = list.querySelector("input:checked")?.closest("label");
  list.innerHTML = await answer.text();
  if (chosen && !list.querySelector(`[value="${chosen.querySelector("input").value}"]`)) {
    list.prepend(chosen);
  }
}

function later(event) {
  const picker = event.target.closest("[data-picker]");
  if (!picker || !event.target.matches("[type=search]") || event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE, picker, event.target.value);
}

document.addEventListener("input", later);
document.addEventListener("compositionend", later);
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("[data-picker] [type=search]");
  if (typing && event.key === "Enter" && !event.isComposing) event.preventDefault();
});
