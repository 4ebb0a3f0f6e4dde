import type { FormNode } from "../../forms/types";

/** The id of a question's input on the page. */
export function inputId(node: FormNode): string {
  return `q-${node.id.replace(/[^\w-]/g, "-")}`;
}

/** What explains this input to somebody who does not see the page. */
export function describedBy(node: FormNode, error: string | null): string | undefined {
  const id = inputId(node);
  const by = [node.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return by.join(" ") || undefined;
}
