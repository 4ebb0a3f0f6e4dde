// Drawing what is to be covered, by mouse, finger or keys. Boxes are shares of the
// upright picture, so they fit the original whatever the size on the screen is.
import { begin } from "./viewer.js";

const LEAST = 0.01;
const STEP = 0.01;
let boxes = [];
let chosen = -1;

const ground = () => document.querySelector("[data-cover-ground]");
const form = () => document.querySelector("[data-cover-form]");
const photo = () => document.querySelector("[data-photo-image]");
const within = (value, most = 1) => Math.min(most, Math.max(0, value));

/** Where the picture lies in its stage: it is fitted whole, with room around it. */
function placed() {
  const { clientWidth, clientHeight, naturalWidth, naturalHeight } = photo();
  const scale = Math.min(clientWidth / naturalWidth, clientHeight / naturalHeight);
  const width = naturalWidth * scale;
  const height = naturalHeight * scale;
  return { left: (clientWidth - width) / 2, top: (clientHeight - height) / 2, width, height };
}

function lay() {
  if (!photo() || !ground() || ground().hasAttribute("hidden")) return;
  for (const [side, length] of Object.entries(placed())) {
    ground().style[side] = `${length}px`;
  }
}

function draw() {
  ground().replaceChildren(...boxes.map(drawn));
  form().elements.regions.value = JSON.stringify(boxes);
  form().querySelector("[data-cover-count]").textContent = String(boxes.length);
}

function drawn([x, y, width, height], index) {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const sides = { x, y, width, height };
  for (const [name, share] of Object.entries(sides)) box.setAttribute(name, `${share * 100}%`);
  box.classList.toggle("on", index === chosen);
  return box;
}

function start() {
  if (!photo() || !ground()) return;
  begin();
  boxes = JSON.parse(ground().dataset.regions || "[]");
  chosen = boxes.length - 1;
  document.body.classList.add("covering");
  ground().removeAttribute("hidden");
  form().hidden = false;
  // A photo that is still on its way has no size yet.
  if (!photo().complete) photo().addEventListener("load", lay, { once: true });
  lay();
  draw();
  ground().focus();
}

export function end() {
  document.body.classList.remove("covering");
  ground()?.setAttribute("hidden", "");
  if (form()) form().hidden = true;
}

function spot(event) {
  const { left, top, width, height } = ground().getBoundingClientRect();
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
}

function hit([x, y]) {
  return boxes.findLastIndex(
    ([left, top, width, height]) =>
      x >= left && x <= left + width && y >= top && y <= top + height,
  );
}

function grab(event) {
  event.preventDefault();
  ground().focus();
  const from = spot(event);
  const held = hit(from);
  const before = held < 0 ? null : [...boxes[held]];
  chosen = held < 0 ? boxes.push([...from, 0, 0]) - 1 : held;
  ground().setPointerCapture(event.pointerId);
  const move = (moved) => {
    const to = spot(moved);
    boxes[chosen] = before ? shifted(before, to[0] - from[0], to[1] - from[1]) : between(from, to);
    draw();
  };
  const drop = () => {
    ground().removeEventListener("pointermove", move);
    const [, , width, height] = boxes[chosen] ?? [0, 0, 0, 0];
    if (width < LEAST || height < LEAST) remove();
    draw();
  };
  ground().addEventListener("pointermove", move);
  ground().addEventListener("pointerup", drop, { once: true });
  ground().addEventListener("pointercancel", drop, { once: true });
  draw();
}

const between = ([x1, y1], [x2, y2]) => [
  Math.min(x1, x2),
  Math.min(y1, y2),
  Math.abs(x1 - x2),
  Math.abs(y1 - y2),
];
const shifted = ([x, y, width, height], right, down) => [
  within(x + right, 1 - width),
  within(y + down, 1 - height),
  width,
  height,
];
const grown = ([x, y, width, height], right, down) => [
  x,
  y,
  Math.max(LEAST, Math.min(1 - x, width + right)),
  Math.max(LEAST, Math.min(1 - y, height + down)),
];

function remove() {
  if (chosen < 0) return;
  boxes.splice(chosen, 1);
  chosen = boxes.length - 1;
}

const ARROWS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** The keys of the ground: Tab leaves it after the last box, as Tab should. */
function press(event) {
  const arrow = ARROWS[event.key];
  if (arrow && chosen >= 0) {
    boxes[chosen] = (event.shiftKey ? grown : shifted)(boxes[chosen], ...arrow);
  } else if (event.key === "Enter") {
    chosen = boxes.push([0.4, 0.4, 0.2, 0.2]) - 1;
  } else if (event.key === "Delete" || event.key === "Backspace") {
    remove();
  } else if (event.key === "Tab" && !event.shiftKey && chosen < boxes.length - 1) {
    chosen += 1;
  } else {
    return;
  }
  event.preventDefault();
  draw();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-cover]")) start();
  if (event.target.closest("[data-cover-end]")) end();
  if (event.target.closest("[data-cover-drop]")) {
    remove();
    draw();
  }
});
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-cover-ground]")) grab(event);
});
document.addEventListener("keydown", (event) => {
  if (!document.body.classList.contains("covering")) return;
  if (event.key === "Escape") end();
  else if (event.target.closest("[data-cover-ground]")) press(event);
});
window.addEventListener("resize", lay);
