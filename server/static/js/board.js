// Dragging findings onto a theme fills in the form that works without dragging, too.
const form = document.querySelector("#th-put");
const pick = document.querySelector("#th-theme");

function begin(event, row) {
  const box = row.querySelector("input[name=finding]");
  // What is dragged is the selection, and the row that was taken hold of.
  box.checked = true;
  event.dataTransfer.effectAllowed = "copy";
  event.dataTransfer.setData("text/plain", box.value);
}

function drop(event, theme) {
  event.preventDefault();
  pick.value = theme.dataset.theme;
  form.requestSubmit();
}

if (form && pick) {
  for (const row of form.querySelectorAll("[data-card]")) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => begin(event, row));
  }
  for (const theme of document.querySelectorAll("[data-theme]")) {
    theme.addEventListener("dragover", (event) => {
      event.preventDefault();
      theme.toggleAttribute("data-over", true);
    });
    theme.addEventListener("dragleave", () => theme.toggleAttribute("data-over", false));
    theme.addEventListener("drop", (event) => drop(event, theme));
  }
}
