/** How the key of the store is kept: with the phone, or behind a PIN. */

/** The key lies on the phone: whoever opens the browser opens the store. */
export interface PhoneKeeper {
  readonly by: "phone";
  /** Raw bytes only where the browser cannot keep a key as a key. */
  readonly key: CryptoKey | ArrayBuffer;
  readonly wrapped: ArrayBuffer;
}

export interface PinKeeper {
  readonly by: "pin";
  readonly salt: ArrayBuffer;
  readonly iterations: number;
  readonly wrapped: ArrayBuffer;
}

export interface VaultRecord {
  readonly key: "vault";
  readonly version: 1;
  readonly keeper: PhoneKeeper | PinKeeper;
  /** The key of the store, sealed to the office: a forgotten PIN loses nothing. */
  readonly sealed: SealedToOffice | null;
  /** Only the key of the store opens it; absent in what older versions of this app kept. */
  readonly check?: ArrayBuffer;
  /** False while records of version 1 still lie open in the store. */
  readonly isWhole: boolean;
  readonly wrong: number;
  readonly triedAt: string | null;
}

export interface SealedToOffice {
  /** The office's public key. */
  readonly office: string;
  /** Who this phone was then. */
  readonly deviceId: string;
  readonly text: string;
}

/** What the office wants of this phone's protection. */
export interface ProtectionRecord {
  readonly key: "protection";
  readonly office: string;
  readonly isPinRequired: boolean;
  readonly lockMinutes: number;
}

/** All that is left on a phone whose service has ended. */
export interface EndedRecord {
  readonly key: "ended";
  readonly at: string;
  readonly label: string;
  readonly team: string;
}
