/** What all nodes of an open form have in common. */
import { settingsOf } from "./engine";
import type { AnyNode } from "./engine";
import { hintOf, mediaOf, plain, rich } from "./text";
import type { Media, Piece, Violation } from "./types";

/** Told after each change that a screen made. */
export type Changed = () => void;

/** Reads the engine at every access, so that Vue sees what it depends on. */
export abstract class EngineBacked {
  readonly id: string;
  readonly name: string;
  /** Vue shall not wrap these: the state behind them is reactive already. */
  readonly __v_skip = true;

  constructor(
    protected readonly engine: AnyNode,
    protected readonly changed: Changed,
    name: string,
    id: string = engine.nodeId,
  ) {
    this.id = id;
    this.name = name;
  }

  get reference(): string {
    return this.engine.currentState.reference;
  }

  get label(): string {
    return plain(this.engine.currentState.label);
  }

  get rich(): readonly Piece[] | null {
    return rich(this.engine.currentState.label);
  }

  get hint(): string {
    return hintOf(this.engine.currentState.hint).hint;
  }

  get guidance(): string {
    return hintOf(this.engine.currentState.hint).guidance;
  }

  get media(): Media | null {
    return mediaOf(this.engine.currentState.label);
  }

  get relevant(): boolean {
    return this.engine.currentState.relevant;
  }

  get readonly(): boolean {
    return this.engine.currentState.readonly;
  }

  get required(): boolean {
    return this.engine.currentState.required;
  }

  get appearances(): ReadonlySet<string> {
    return new Set<string>(this.engine.appearances ?? []);
  }

  get settings(): ReadonlyMap<string, string> {
    return settingsOf(this.engine);
  }
}

/** What stands against the answer of a leaf, or null. */
export function violationOf(engine: AnyNode): Violation | null {
  const state = engine.validationState;
  const violation = "violation" in state ? state.violation : null;
  if (violation === null) return null;
  return { kind: violation.condition, message: plain(violation.message) };
}

/** The answer of a leaf as it stands in the XML. */
export function answerOf(engine: AnyNode): string {
  const state = engine.currentState;
  return "instanceValue" in state ? state.instanceValue : "";
}
