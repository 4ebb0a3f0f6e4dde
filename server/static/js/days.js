// Days are written and read as 2026-03-12, whatever language the browser speaks; the
// browser's own calendar opens from the button. Without script its own field stays.
const SHAPE = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D*$/;
const model = document.getElementById("day-button");

function written(text) {
  const found = SHAPE.exec(text.trim());
  if (!found) return text.trim();
  return [found[1], found[2].padStart(2, "0"), found[3].padStart(2, "0")].join("-");
}

function isDay(text) {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

// A day that does not exist, or is too early or late, is not taken.
function judge(input, { min, max }) {
  const day = input.value;
  const fits = isDay(day) && (!min || day >= min) && (!max || day <= max);
  input.setCustomValidity(!day || fits ? "" : model.dataset.wrong);
}

function dress(input) {
  const calendar = input.cloneNode();
  for (const name of ["id", "name", "class", "required"]) calendar.removeAttribute(name);
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  Object.assign(input, { type: "text", autocomplete: "off", placeholder: model.dataset.shape });
  const day = document.createElement("span");
  day.className = "day";
  input.replaceWith(day);
  const button = model.content.firstElementChild.cloneNode(true);
  day.append(input, calendar, button);
  button.addEventListener("click", () => {
    calendar.value = isDay(input.value) ? input.value : "";
    calendar.showPicker();
  });
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    input.value = calendar.value;
    judge(input, calendar);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    input.value = written(input.value);
    judge(input, calendar);
  });
}

function dressAll() {
  for (const input of document.querySelectorAll("input.input[type=date]")) dress(input);
}

if (model) {
  dressAll();
  document.addEventListener("htmx:afterSettle", dressAll);
}
