/** Who this phone is, and what its server says. */

export interface Device {
  readonly deviceId: string;
  readonly label: string;
  readonly campaign: { readonly code: string; readonly name: string };
  readonly team: { readonly code: string; readonly name: string };
  readonly user: { readonly displayName: string; readonly staffNo: string } | null;
  /** Base URL for ODK Collect, shown when this browser cannot keep anything. */
  readonly openrosaUrl: string;
  /** False after the server refused the token; all work stays on the phone. */
  readonly valid: boolean;
}

/** The server's own words, in the language of the phone. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly whatToDo: string;
  readonly dataSafe: string;
}
