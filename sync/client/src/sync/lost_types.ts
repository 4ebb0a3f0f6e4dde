/** What a phone can still say of itself when the browser has cleared its store. */

/** How much of a person's earlier phones the office has: whole, and lacking photos. */
export interface Received {
  readonly whole: number;
  readonly partly: number;
  /** Begun on them and never sent, as far as they said so. */
  readonly begun: number;
}

/** A store that is gone, as far as was noted beside it. */
export interface Lost {
  readonly label: string;
  /** The code of the team. */
  readonly team: string;
  /** Finalised submissions that had not wholly arrived when last counted. */
  readonly unsent: number;
  readonly drafts: number;
  /** When that was counted, by the phone's clock. */
  readonly countedAt: string;
  /** What the office has, since the phone was enrolled again; null before. */
  readonly received: Received | null;
}
