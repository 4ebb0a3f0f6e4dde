// Puts what the office serves from npm into ../static: htmx and one sprite of icons
// into vendor/, the Chinese font (screens, pictures, PDF) into fonts/. Both folders
// are made afresh each time, so nothing old is left in them.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const packages = new URL("node_modules/", here);
const noto = new URL("@expo-google-fonts/noto-sans-sc/", packages);

function emptyFolder(name) {
  const folder = new URL(`../static/${name}/`, here);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function wantedIcons() {
  const lines = readFileSync(new URL("icons.txt", here), "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

function symbolOf(name) {
  const file = new URL(`lucide-static/icons/${name}.svg`, packages);
  const svg = readFileSync(file, "utf8");
  const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)[1].replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

function ownMarks() {
  return readFileSync(new URL("marks.svg", here), "utf8").match(/<symbol.*<\/symbol>/g);
}

function sprite() {
  const symbols = [...ownMarks(), ...wantedIcons().map(symbolOf)];
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

function licence(name, title) {
  const text = readFileSync(new URL(`${name}/LICENSE`, packages), "utf8");
  return `${title}\n\n${text}\n`;
}

function buildVendor() {
  const vendor = emptyFolder("vendor");
  copyFileSync(new URL("htmx.org/dist/htmx.min.js", packages), new URL("htmx.min.js", vendor));
  writeFileSync(new URL("icons.svg", vendor), sprite());
  const licences = licence("htmx.org", "htmx") + licence("lucide-static", "Lucide icons");
  writeFileSync(new URL("LICENSES.txt", vendor), licences);
}

function copyFonts() {
  const fonts = emptyFolder("fonts");
  for (const [weight, name] of [["400Regular", "Regular"], ["600SemiBold", "SemiBold"]]) {
    const file = new URL(`${weight}/NotoSansSC_${weight}.ttf`, noto);
    copyFileSync(file, new URL(`NotoSansSC-${name}.ttf`, fonts));
  }
  copyFileSync(new URL("LICENSE_FONT", noto), new URL("OFL.txt", fonts));
}

buildVendor();
copyFonts();
