// Looking at one photo: fit or full size, closer or farther, turned, moved.
const STEP = 1.4;
const LARGEST = 8;
const look = { scale: 1, turn: 0, x: 0, y: 0 };

const stage = () => document.querySelector("[data-stage]");
const image = () => document.querySelector("[data-photo-image]");

/** How many of the photo's own pixels one screen pixel shows at scale 1. */
function fitted(photo) {
  const { clientWidth: width, clientHeight: height } = stage();
  const sides = [photo.naturalWidth, photo.naturalHeight];
  if (look.turn % 180) sides.reverse();
  return Math.min(width / sides[0], height / sides[1]) || 1;
}

/** A photo that lies on its side still fits the stage. */
function fill(photo) {
  if (look.turn % 180 === 0) return 1;
  const { clientWidth: width, clientHeight: height } = stage();
  const upright = Math.min(width / photo.naturalWidth, height / photo.naturalHeight);
  return fitted(photo) / upright || 1;
}

function draw() {
  const photo = image();
  if (!photo) return;
  const scale = look.scale * fill(photo);
  photo.style.transform = `translate(${look.x}px, ${look.y}px) rotate(${look.turn}deg) scale(${scale})`;
  stage().classList.toggle("zoomed", look.scale > 1);
  const percent = Math.round(look.scale * fitted(photo) * devicePixelRatio * 100);
  document.querySelector("[data-zoom-text]").textContent = `${percent} %`;
}

function setScale(scale) {
  // While somebody draws on the photo it stands still.
  if (document.body.classList.contains("covering")) return;
  look.scale = Math.min(LARGEST, Math.max(1, scale));
  if (look.scale === 1) look.x = look.y = 0;
  draw();
}

export const actions = {
  in: () => setScale(look.scale * STEP),
  out: () => setScale(look.scale / STEP),
  fit: () => {
    const photo = image();
    if (photo) setScale(look.scale > 1 ? 1 : 1 / fitted(photo) / devicePixelRatio);
  },
  turn: () => {
    look.turn = (look.turn + 90) % 360;
    draw();
  },
};

export function begin() {
  Object.assign(look, { scale: 1, turn: 0, x: 0, y: 0 });
  const photo = image();
  if (!photo) return;
  if (photo.complete) draw();
  else photo.addEventListener("load", draw, { once: true });
  stage().addEventListener("dblclick", actions.fit);
  stage().addEventListener("wheel", wheel, { passive: false });
  stage().addEventListener("pointerdown", grab);
}

function wheel(event) {
  event.preventDefault();
  setScale(look.scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
}

function grab(event) {
  if (look.scale === 1 || event.target.closest(".rv-tools")) return;
  const from = { x: event.clientX - look.x, y: event.clientY - look.y };
  const ground = event.currentTarget;
  ground.setPointerCapture(event.pointerId);
  const move = (moved) => {
    Object.assign(look, { x: moved.clientX - from.x, y: moved.clientY - from.y });
    draw();
  };
  ground.addEventListener("pointermove", move);
  const drop = () => ground.removeEventListener("pointermove", move);
  ground.addEventListener("pointerup", drop, { once: true });
  ground.addEventListener("pointercancel", drop, { once: true });
}

window.addEventListener("resize", draw);
