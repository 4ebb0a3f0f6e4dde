// Notes of a return: one line more for each thing that has to be mended.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-more-notes]")) return;
  const lines = document.querySelector("[data-notes]");
  const line = lines.lastElementChild.cloneNode(true);
  for (const field of line.querySelectorAll("input, select")) field.value = "";
  lines.append(line);
  line.querySelector("select")?.focus();
});
