// One dialog in the page: filled by htmx, closed when its question is answered.
// A refusal is shown inside it, so that nothing typed is lost.
const dialog = document.getElementById("dialog");

function close(element) {
  const problem = element.closest("#problem");
  if (problem) problem.remove();
  else element.closest("dialog")?.close();
}

function inDialog(element) {
  return Boolean(dialog && element && dialog.contains(element));
}

document.addEventListener("click", (event) => {
  const closing = event.target.closest("[data-close]");
  if (closing) close(closing);
  if (event.target.nodeName === "DIALOG") event.target.close();
});

document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const refused = xhr.status >= 400;
  if (!refused) document.getElementById("alert")?.replaceChildren();
  if (refused && inDialog(requestConfig.elt)) {
    event.detail.target = dialog.querySelector("[data-alert]");
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "dialog-body") return;
  dialog.classList.toggle("wide", Boolean(dialog.querySelector(".edit-cols, .remark")));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, requestConfig } = event.detail;
  const written = requestConfig.verb !== "get" && successful;
  if (written && inDialog(requestConfig.elt)) dialog.close();
});
