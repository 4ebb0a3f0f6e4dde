/**
 * Vite plugin: what the first form needs is named in the page, so that a phone on a slow
 * line asks for all of it at once and not for one part after the other.
 */
import type { HtmlTagDescriptor, Plugin } from "vite";

/** Parts that the page's own code asks for only once a form is opened. */
const EARLY = new Set(["engine", "opened"]);

export function earlyParts(): Plugin {
  let base = "/";
  return {
    name: "chafang-early-parts",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const every = Object.values(bundle ?? {});
        const chunks = every.filter((each) => each.type === "chunk" && EARLY.has(each.name));
        const named = chunks.flatMap((each) =>
          each.type === "chunk" ? [each.fileName, ...each.imports] : [],
        );
        const parser = every.filter((each) => each.fileName.endsWith(".wasm"));
        return [
          ...[...new Set(named)].map((file) => part(base + file)),
          ...parser.map((each) => code(base + each.fileName)),
        ];
      },
    },
  };
}

function part(href: string): HtmlTagDescriptor {
  const attrs = { rel: "modulepreload", crossorigin: true, href };
  return { tag: "link", attrs, injectTo: "head" };
}

/** The parser's machine code, as the engine will ask for it. */
function code(href: string): HtmlTagDescriptor {
  const attrs = { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href };
  return { tag: "link", attrs, injectTo: "head" };
}
