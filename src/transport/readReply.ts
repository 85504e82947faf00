import { messageOf } from '../errors.ts';
import { TransportError, WorkerError } from './errors.ts';
import {
  codeName,
  decodeReply,
  type Payload,
  type Reply,
  type ReplyFields,
  type RequestKind,
} from './messages.ts';

/**
 * What the frames of one message say to request `id` of `kind`. Throws a `WorkerError` for an error
 * reply, a `TransportError` for what is no reply, or one to another request.
 */
export function readReply<K extends RequestKind>(
  frames: readonly Uint8Array[],
  id: number,
  kind: K,
): ReplyFields[K] {
  const [frame, ...rest] = frames;
  if (frame === undefined || rest.length > 0) {
    throw new TransportError(
      'garbled',
      `${kind}: the answer has ${frames.length} frames, not one.`,
    );
  }
  return payloadOf(decoded(frame, kind), id, kind);
}

function decoded(frame: Uint8Array, kind: RequestKind): Reply {
  try {
    return decodeReply(frame);
  } catch (cause) {
    const message = `${kind}: the answer of ${frame.length} bytes is no reply (${messageOf(cause)}).`;
    throw new TransportError('garbled', message, { cause });
  }
}

/** An error with id 0 answers a request that was not readable. */
function payloadOf<K extends RequestKind>(reply: Reply, id: number, kind: K): ReplyFields[K] {
  const { error } = reply;
  if (reply.id !== id && !(reply.id === 0 && error)) {
    const message = `${kind}: the answer is to request ${reply.id}, expected ${id}.`;
    throw new TransportError('mismatched', message);
  }
  if (error) throw new WorkerError(codeName(error.code), error.request || kind, error.message);
  const payload: Payload = reply;
  const fields = payload[kind];
  if (fields === null) {
    const got = reply.payload ?? 'nothing';
    throw new TransportError('mismatched', `${kind}: the answer holds ${got}, expected ${kind}.`);
  }
  return fields;
}
