// A file input's face says in our words what was chosen; the input itself lies over it.
function name(input) {
  const face = input.parentElement.querySelector("[data-file-names]");
  if (!face) return;
  const names = [...input.files].map((file) => file.name);
  face.textContent = names.join("、") || face.dataset.fileNames;
  input.parentElement.classList.toggle("file-named", names.length > 0);
}

function over(event, isOver) {
  event.target.closest?.(".file")?.classList.toggle("file-over", isOver);
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".file-input")) name(event.target);
});
document.addEventListener("reset", (event) => {
  setTimeout(() => event.target.querySelectorAll(".file-input").forEach(name));
});
document.addEventListener("dragover", (event) => over(event, true));
document.addEventListener("dragleave", (event) => over(event, false));
document.addEventListener("drop", (event) => over(event, false));
// Chosen files survive a reload in some browsers.
document.querySelectorAll(".file-input").forEach(name);
