/**
 * Vite plugin: long lists in the form engine, without a page that stands still.
 *
 * A filter such as `instance('places')/root/item[parent=/data/county]` is tried by the
 * engine on every entry, each time an answer changes: a second for 20,000 entries on a
 * cheap phone. Lists never change, so what such a filter compares is read once; the
 * filter is then tried on the entries that can pass it, and on no others. A list is laid
 * out and indexed a thousand entries at a time, and the name of an element is made once. A
 * choice whose value and label are plain children of an entry is read, not watched; of a
 * long list without a filter it is read when somebody looks at it.
 */
import type { Plugin } from "vite";

const ENGINE = /@getodk\/xforms-engine\/dist\/\w+\.js$/;

/** What stands in the engine, the last place it stands at, and what stands there now. */
const CHANGES: readonly (readonly [string, string])[] = [
  [
    "currentContext = currentContext.step(step);",
    "currentContext = fewOf(currentContext, step) ?? currentContext.step(step);",
  ],
  ["return new this(sources);", "for (const one of sources) await layOut(one);\n    return new this(sources);"],
  [
    "const context = new ItemsetItemEvaluationContext(control, itemNode);",
    `const plain = plainChoice(control, itemset, itemNode);
          if (plain !== null) return plain;
          const context = new ItemsetItemEvaluationContext(control, itemNode);`,
  ],
  ["return new UnprefixedXFormsName(source);", "return plainName(source);"],
  [
    "return createItemset(control, itemset);",
    "return wholeList(control, itemset) ?? createItemset(control, itemset);",
  ],
  [
    "valueOptions().some((item) => !!item.label.imageSource)",
    "valueOptions().some((item) => !(item instanceof PlainChoice) && !!item.label.imageSource)",
  ],
];

export function longLists(): Plugin {
  return {
    name: "chafang-long-lists",
    enforce: "pre",
    transform(code, id) {
      if (!ENGINE.test(id.split("?")[0] ?? id)) return null;
      return { code: `${CHANGES.reduce(changed, code)}\n${ADDED}`, map: null };
    },
  };
}

function changed(code: string, [old, wanted]: readonly [string, string]): string {
  const at = code.lastIndexOf(old);
  if (at < 0) throw new Error(`The engine has no longer: ${old}`);
  return code.slice(0, at) + wanted + code.slice(at + old.length);
}

/** Stands in the engine's own module and uses its words. */
const ADDED = `
const AT_ONCE = 1000;
const plainNames = new Map();
const listed = new WeakMap();
const readAhead = new WeakMap();

/** Names are many times the same; each of them holds a URL. */
function plainName(name) {
  const known = plainNames.get(name) ?? new UnprefixedXFormsName(name);
  plainNames.set(name, known);
  return known;
}

/** Lay out a long list with pauses, before the engine would do so without any. */
async function layOut(source) {
  if (!(source instanceof CSVExternalSecondaryInstanceSource)) return;
  const rows = parseItems(source.resourceURL, source.resource.data);
  if (rows.length <= AT_ONCE) return;
  const made = csvExternalSecondaryInstanceDefinition(source.instanceId, rows.slice(0, AT_ONCE));
  const [list] = made.root.childElements;
  for (let at = AT_ONCE; at < rows.length; at += 1) {
    if (at % AT_ONCE === 0) await new Promise((done) => setTimeout(done));
    const entry = new StaticElement(list, itemChildOption$1(rows[at]));
    list.children.push(entry);
    list.childElements.push(entry);
  }
  await indexed(list);
  source.parseDefinition = () => made;
}

/** Read a list's entries by those of its columns that have the same text again and again. */
async function indexed(list) {
  const known = new Map();
  for (const { qualifiedName } of list.childElements[0].childElements) {
    const by = await byText(list.childElements, qualifiedName.localName);
    if (by !== null) known.set(qualifiedName.localName, by);
  }
  readAhead.set(list, known);
}

/** Entries by the text of a child, with pauses; null where nearly each has its own. */
async function byText(entries, name) {
  const made = new Map();
  for (let at = 0; at < entries.length; at += 1) {
    if (at % AT_ONCE === 0) await new Promise((done) => setTimeout(done));
    const child = childOf(entries[at], name);
    if (child === undefined) continue;
    const text = child.getXPathValue();
    const same = made.get(text);
    if (same === undefined) made.set(text, [entries[at]]);
    else same.push(entries[at]);
    if (made.size > AT_ONCE) return null;
  }
  return made;
}

function childOf(entry, name) {
  return entry.childElements.find((child) => child.qualifiedName.localName === name);
}

/** A choice of a long list: value and label are read when they are asked for. */
class PlainChoice {
  properties = [];

  constructor(control, entry, names) {
    this.control = control;
    this.entry = entry;
    this.names = names;
  }

  get value() {
    return (this.text ??= childOf(this.entry, this.names.value)?.getXPathValue() ?? "");
  }

  get label() {
    return (this.words ??= new PlainLabel(
      this.control,
      childOf(this.entry, this.names.label)?.getXPathValue() ?? "",
    ));
  }
}

/** A label that is one text: no pictures, no sounds; its Markdown is read when asked for. */
class PlainLabel {
  role = "item-label";

  constructor(control, asString) {
    this.control = control;
    this.asString = asString;
  }

  get formatted() {
    return this.range().formatted;
  }

  *[Symbol.iterator]() {
    yield* this.range();
  }

  range() {
    return new TextRange("item-label", [new TextChunk(this.control, "reference", this.asString)], {});
  }
}

/** All entries of a long list that no filter names; null where it takes more than reading. */
function wholeList(control, itemset) {
  const whole = /^\\s*(instance\\((['"])[^'"]+\\2\\)\\/root)\\/item\\s*$/.exec(itemset.nodes.toString());
  const names = namesOf(itemset);
  if (whole === null || names === null) return null;
  const [list, ...more] = control.evaluator.evaluateNodes(whole[1], { contextNode: control.contextNode });
  if (list?.nodeType !== "static-element" || more.length > 0) return null;
  const entries = list.childElements;
  const isItem = ({ qualifiedName: { localName, namespaceURI } }) =>
    localName === "item" && namespaceURI?.href === list.qualifiedName.namespaceURI?.href;
  if (entries.length <= AT_ONCE || !entries.every(isItem)) return null;
  const choices = entries.map((entry) => new PlainChoice(control, entry, names));
  return () => choices;
}

/** What the children are called that hold value and label; null where it is no name. */
function namesOf(itemset) {
  const chunks = itemset.label?.chunks ?? [];
  if (chunks.length !== 1 || chunks[0].source !== "reference") return null;
  const value = itemset.value.toString().trim();
  const label = chunks[0].toString().trim();
  const areNames = [value, label].every((name) => /^[A-Za-z_][\\w.-]*$/.test(name));
  return areNames ? { value, label } : null;
}

/** A choice as it stands in its entry; null where it takes an expression. */
function plainChoice(control, itemset, entry) {
  const chunks = itemset.label?.chunks ?? [];
  if (chunks.length !== 1 || chunks[0].source !== "reference") return null;
  const value = textIn(entry, itemset.value.expression);
  const label = textIn(entry, chunks[0].expression);
  if (value === null || label === null) return null;
  const words = new TextRange("item-label", [new TextChunk(control, "reference", label)], {});
  return { value: () => value, label: () => words, properties: [] };
}

/** The text of a child that an expression names; null when it says more than a name. */
function textIn(entry, expression) {
  const isName = /^\\s*[A-Za-z_][\\w.-]*\\s*$/.test(expression ?? "");
  if (entry.nodeType !== "static-element" || !isName) return null;
  const name = expression.trim();
  const child = entry.childElements.find((each) => each.qualifiedName.localName === name);
  return child?.getXPathValue() ?? "";
}

/** The entries that can pass a step's first predicate; null where only trying tells. */
function fewOf(context, step) {
  const [list] = context.contextNodes;
  const isList = context.contextNodes.size === 1 && list?.nodeType === "static-element";
  const [predicate] = step.predicates;
  if (!isList || predicate === undefined || step.stepType !== "NodeNameTest") return null;
  if (step.axisType !== "child" || /\\b(position|last)\\s*\\(/.test(predicate.text)) return null;
  let fewest = null;
  for (const [name, text] of comparedIn(createExpression(predicate.children[0]), context)) {
    const found = text === null ? [] : entriesOf(list, context, step, name).get(text) ?? [];
    if (fewest === null || found.length < fewest.length) fewest = found;
  }
  return fewest && LocationPathEvaluation.fromArbitraryNodes(context, fewest, null);
}

/** Names of an entry's children, and the text that each must have; null if none will do. */
function* comparedIn(expression, context) {
  const { operator, lhs, rhs } = expression;
  if (operator === "and") {
    yield* comparedIn(lhs, context);
    yield* comparedIn(rhs, context);
  }
  if (operator !== "eq" || !/^\\s*[A-Za-z_][\\w.-]*\\s*$/.test(lhs.syntaxNode?.text ?? "")) return;
  if (!/^\\s*(\\/(?!\\/)|current\\(\\)|'|")/.test(rhs.syntaxNode?.text ?? "")) return;
  const wanted = rhs.evaluate(context);
  const [first, ...more] = wanted.values();
  const isNothing = first === undefined && wanted.type === "NODE";
  const isText = more.length === 0 && (first?.type === "NODE" || first?.type === "STRING");
  if (isText || isNothing) yield [lhs.syntaxNode.text.trim(), first?.toString() ?? null];
}

/** A list's entries by the text of one of their children; read once. */
function entriesOf(list, context, step, name) {
  const known = listed.get(list) ?? new Map();
  listed.set(list, known);
  const key = step.nodeName + "/" + name;
  const there = known.get(key);
  if (there !== undefined) return there;
  const ahead = readAhead.get(list)?.get(name);
  const isAhead = ahead !== undefined && isNamed(list.childElements[0], context, step.nodeName);
  const made = isAhead ? ahead : readNow(list, context, step, name);
  known.set(key, made);
  return made;
}

function readNow(list, context, step, name) {
  const made = new Map();
  const { domProvider } = context;
  for (const entry of domProvider.getChildElements(list)) {
    if (!isNamed(entry, context, step.nodeName)) continue;
    for (const child of domProvider.getChildElements(entry)) {
      if (domProvider.getLocalName(child) !== name) continue;
      const text = domProvider.getNodeValue(child);
      const same = made.get(text);
      if (same === undefined) made.set(text, [entry]);
      else if (same[same.length - 1] !== entry) same.push(entry);
    }
  }
  return made;
}

/** As the engine's own test of a name without a prefix. */
function isNamed(node, { domProvider, namespaceResolver }, name) {
  if (domProvider.getLocalName(node) !== name) return false;
  const space = domProvider.getNamespaceURI(node);
  return space == null || space === namespaceResolver.lookupNamespaceURI(null);
}
`;
