/** Both sides of a receipt, as they go over the wire. */

/** What the server durably stores of a submission. */
export interface Receipt {
  readonly instance_id: string;
  readonly xml_sha256: string;
  readonly state: "partial" | "complete";
  readonly files: readonly ReceiptFile[];
  readonly missing: readonly MissingFile[];
  readonly extra: readonly string[];
  readonly epoch: string;
  readonly server_time: string;
  /** Why it was taken as late evidence; null, or absent, when it was not. */
  readonly late?: string | null;
}

export interface ReceiptFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export interface MissingFile {
  readonly name: string;
  readonly sha256: string | null;
  readonly size: number | null;
}

/** What the phone says it will send: the other side of a receipt. */
export interface Manifest {
  readonly instance_id: string;
  readonly xml_sha256: string;
  readonly files: readonly ReceiptFile[];
}
