/** A finding of the own team that is not struck off yet. */
export interface OpenFinding {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly site: string;
  readonly unit: string;
  readonly category: string;
  readonly severity: string;
  /** The day by which it is due, `2026-03-12`; "" when none is set. */
  readonly due: string;
  readonly require: string;
  readonly claim: string;
  readonly place: string;
  /** Keys of the photos that show how it was. */
  readonly before: readonly string[];
}
