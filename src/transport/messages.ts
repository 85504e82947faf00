import { resilient_marl as generated } from './generated/environment.js';

const v1 = generated.environment.v1;

/** The fields of each request, by its name in the envelope. The protocol file says what they mean. */
export interface RequestFields {
  readonly describe: generated.environment.v1.Describe.$Properties;
  readonly make: generated.environment.v1.Make.$Properties;
  readonly reset: generated.environment.v1.Reset.$Properties;
  readonly step: generated.environment.v1.Step.$Properties;
  readonly getState: generated.environment.v1.GetState.$Properties;
  readonly setState: generated.environment.v1.SetState.$Properties;
  readonly close: generated.environment.v1.Close.$Properties;
}

/** The fields of a generated class, all of which a decoded message has. */
type Fields<T> = { readonly [F in keyof T as F extends '$unknowns' ? never : F]: T[F] };

/** The reply to each request. */
export interface ReplyFields {
  readonly describe: Fields<generated.environment.v1.DescribeReply>;
  readonly make: Fields<generated.environment.v1.MakeReply>;
  readonly reset: Fields<generated.environment.v1.ResetReply>;
  readonly step: Fields<generated.environment.v1.StepReply>;
  readonly getState: Fields<generated.environment.v1.GetStateReply>;
  readonly setState: Fields<generated.environment.v1.SetStateReply>;
  readonly close: object;
}

export type RequestKind = keyof RequestFields;

/** The payload of a reply: null but for one field, or none where the reply is an error. */
export type Payload = { readonly [K in RequestKind]: ReplyFields[K] | null };

/** A reply as it came. */
export interface Reply extends Payload {
  readonly id: number;
  readonly error: generated.environment.v1.Error | null;
  /** The name of the field that is set. */
  readonly payload?: string;
}

/** Writes one request. */
export function encodeRequest<K extends RequestKind>(
  id: number,
  kind: K,
  fields: RequestFields[K],
): Uint8Array {
  return v1.Request.encode({ id, [kind]: fields }).finish();
}

/** Reads one reply. Throws where the bytes are none. */
export function decodeReply(frame: Uint8Array): Reply {
  return v1.Reply.decode(frame);
}

/** The name of an error code, such as `INVALID_ARGUMENT`, also of codes yet unknown. */
export function codeName(code: number): string {
  return v1.Error.Code[code] ?? `CODE_${code}`;
}
