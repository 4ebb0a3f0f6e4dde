// Puts what the console serves from npm into ../static/vendor: htmx and one sprite
// of icons. The folder is made afresh each time, so nothing old is left in it.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const vendor = new URL("../static/vendor/", here);
const packages = new URL("node_modules/", here);

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

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });
copyFileSync(new URL("htmx.org/dist/htmx.min.js", packages), new URL("htmx.min.js", vendor));
writeFileSync(new URL("icons.svg", vendor), sprite());
writeFileSync(
  new URL("LICENSES.txt", vendor),
  licence("htmx.org", "htmx") + licence("lucide-static", "Lucide icons"),
);
