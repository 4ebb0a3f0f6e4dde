import { inject, provide, reactive, type InjectionKey } from "vue";

/**
 * Which questions may show what is wrong with them.
 *
 * A required question is wrong from the first moment; saying so before anybody
 * came by would only shout. It is due once the reader left the question or its page.
 */
export interface Due {
  has(nodeId: string): boolean;
  /** The reader has left these questions. */
  leave(nodeIds: Iterable<string>): void;
}

const key: InjectionKey<Due> = Symbol("due");

export function provideDue(): Due {
  const left = reactive(new Set<string>());
  const due: Due = {
    has: (nodeId) => left.has(nodeId),
    leave: (nodeIds) => {
      for (const nodeId of nodeIds) left.add(nodeId);
    },
  };
  provide(key, due);
  return due;
}

export function useDue(): Due {
  const due = inject(key);
  if (!due) throw new Error("A question stands outside of a form.");
  return due;
}
