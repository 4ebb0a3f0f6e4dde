/** The few DOM classes that the form engine needs, from jsdom, in plain Node. */
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html>", { url: "http://localhost/" });
const names = [
  "document", "DOMParser", "XMLSerializer", "Node", "Element", "Attr", "Document",
  "XMLDocument", "Text", "CDATASection", "Comment", "ProcessingInstruction",
  "XPathResult", "XPathEvaluator", "XPathException", "DocumentFragment",
  "HTMLElement", "NodeFilter",
] as const;
const scope = globalThis as unknown as Record<string, unknown>;
for (const name of names) scope[name] = (window as unknown as Record<string, unknown>)[name];
scope["window"] ??= globalThis;
// The engine's parser looks for this before it finds its own bytes inlined.
scope["__dirname"] = ".";
import "fake-indexeddb/auto";
