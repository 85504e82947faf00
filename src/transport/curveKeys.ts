import { curveKeyPair } from 'zeromq';

/** A key pair of CURVE (https://rfc.zeromq.org/spec/26), in Z85: 40 characters each. */
export interface KeyPair {
  readonly publicKey: string;
  readonly secretKey: string;
}

/** What encrypts a connection, and proves to each side who the other is. */
export interface ConnectionKeys {
  readonly own: KeyPair;
  /** The public key of the worker. */
  readonly workerPublicKey: string;
}

/** What encryption adds to a message, in bytes. */
export const CURVE_BYTES = 33;

/** A key pair that nobody else has. */
export function newKeyPair(): KeyPair {
  return curveKeyPair();
}

/** The options of a socket that has `keys`; none where it has none. */
export function curveOptions(keys: ConnectionKeys | null): object {
  if (keys === null) return {};
  const { own, workerPublicKey } = keys;
  return {
    curvePublicKey: own.publicKey,
    curveSecretKey: own.secretKey,
    curveServerKey: workerPublicKey,
  };
}
