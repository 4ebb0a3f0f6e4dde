/** An open form as XML, with the files it names and the answers kept aside. */
import { childrenOf, nameOf, submissionXml } from "./engine";
import type { AnyNode, RootNode } from "./engine";
import { leaves } from "./hidden";
import type { Memory } from "./hidden";
import { answerOf } from "./node";
import type { NamedFile, Serialised } from "./types";

/** Write down an open form. Works on unfinished forms too. */
export async function serialise(root: RootNode, memory: Memory): Promise<Serialised> {
  memory.note(root);
  const aside = memory.aside(root);
  const files = named(root, (leaf) => (leaf.currentState.relevant ? answerOf(leaf) : ""));
  const asideFiles = named(root, (leaf) => memory.hidden(leaf));
  return { xml: await submissionXml(root), aside, files, asideFiles };
}

function named(root: RootNode, nameIn: (leaf: AnyNode) => string): NamedFile[] {
  return [...leaves(root)].flatMap((leaf) => {
    const name = leaf.nodeType === "upload" ? nameIn(leaf) : "";
    return name === "" ? [] : [{ name, question: questionOf(leaf), repeatUuid: rowOf(leaf) }];
  });
}

/** `shot_2` of a generated strip belongs to the question `shot`. */
function questionOf(leaf: AnyNode): string {
  const name = nameOf(leaf);
  const first = name.replace(/_\d+$/, "");
  const parent = leaf.parent as AnyNode | null;
  const siblings = parent === null ? [] : childrenOf(parent);
  const isSlot = siblings.some((each) => each.nodeType === "upload" && nameOf(each) === first);
  return isSlot ? first : name;
}

function rowOf(leaf: AnyNode): string | null {
  for (let node = leaf.parent as AnyNode | null; node !== null; node = above(node)) {
    if (node.nodeType !== "repeat-instance") continue;
    const key = childrenOf(node).find((child) => nameOf(child) === "repeat_uuid");
    return key === undefined ? null : answerOf(key) || null;
  }
  return null;
}

function above(node: AnyNode): AnyNode | null {
  return node.nodeType === "root" ? null : (node.parent as AnyNode);
}
