import { inject, provide, reactive, shallowRef, type InjectionKey } from "vue";
import type { Violation } from "../../forms/types";

/**
 * Which questions may show what is wrong with them.
 *
 * A wrong answer is told once the reader left the question or its page. That an answer
 * is missing is no mistake while the form is being filled in: it is told as one when
 * the reader asked whether the form can be finalised.
 */
export interface Due {
  has(nodeId: string): boolean;
  /** The reader has left these questions. */
  leave(nodeIds: Iterable<string>): void;
  /** The reader asked what stands against finalising, of these questions. */
  check(nodeIds: Iterable<string>): void;
  /** Tell nothing of these questions, and of them alone: their row is about to go. */
  spare(nodeIds: Iterable<string>): void;
  /** Whether this is to be mended, as far as the reader may be told. */
  blames(nodeId: string, violation: Pick<Violation, "kind">): boolean;
  /** Whether the reader passed this question and left it empty; no mistake yet. */
  misses(nodeId: string, violation: Pick<Violation, "kind">): boolean;
}

const key: InjectionKey<Due> = Symbol("due");

/** Begin anew: nothing is left, nothing was checked. */
export function newDue(): Due {
  const left = reactive(new Set<string>());
  const checked = reactive(new Set<string>());
  const spared = shallowRef<ReadonlySet<string>>(new Set());
  const tells = (nodeId: string): boolean => left.has(nodeId) && !spared.value.has(nodeId);
  const leave = (nodeIds: Iterable<string>): void => {
    for (const nodeId of nodeIds) left.add(nodeId);
  };
  return {
    has: (nodeId) => left.has(nodeId),
    leave,
    check: (nodeIds) => {
      const asked = [...nodeIds];
      leave(asked);
      for (const nodeId of asked) checked.add(nodeId);
    },
    spare: (nodeIds) => {
      spared.value = new Set(nodeIds);
    },
    blames: (nodeId, { kind }) => tells(nodeId) && (kind !== "required" || checked.has(nodeId)),
    misses: (nodeId, { kind }) => tells(nodeId) && kind === "required" && !checked.has(nodeId),
  };
}

export function provideDue(): Due {
  const due = newDue();
  provide(key, due);
  return due;
}

export function useDue(): Due {
  const due = inject(key);
  if (!due) throw new Error("A question stands outside of a form.");
  return due;
}
