import { BinaryStream } from 'node-opcua-binary-stream';
import type { MessageBuilder } from 'node-opcua-secure-channel';
import {
  RawCallResponse,
  RawPublishResponse,
  RawReadResponse,
  RawRepublishResponse,
  RawWriteResponse,
} from './answers.ts';
import { Cursor } from './cursor.ts';
import { nodeKey, readNodeId } from './node-id.ts';
import { withPlainHeader } from './plain-header.ts';

type RawAnswer =
  | RawReadResponse
  | RawPublishResponse
  | RawRepublishResponse
  | RawCallResponse
  | RawWriteResponse;

/** By the encoding of the generated class that each stands for. */
const answers = new Map<string, () => RawAnswer>([
  ['i=634', () => new RawReadResponse(null)],
  ['i=829', () => new RawPublishResponse(null)],
  ['i=835', () => new RawRepublishResponse(null)],
  ['i=715', () => new RawCallResponse(null)],
  ['i=676', () => new RawWriteResponse(null)],
]);

interface Bodies {
  _decodeMessageBody(body: Buffer): boolean;
}

/**
 * Lets a channel leave the values of its answers as they came. The generated classes read them at once, all in one form: what they cannot read
 * (a matrix that does not fit together) takes the whole answer with it, and what they have no place for (100 ns of a date, a structure that
 * nobody knows yet) is lost.
 * @param builder what puts the channel's messages together
 */
export function keepRaw(builder: MessageBuilder): void {
  // A protected member: the class itself takes a factory for its messages, and the channel does not hand one on.
  const bodies = builder as unknown as Bodies;
  const generated = bodies._decodeMessageBody.bind(builder);
  bodies._decodeMessageBody = (received) => {
    const body = withPlainHeader(received);
    const answer = answerOf(body);
    const { securityHeader, sequenceHeader } = builder;
    if (answer === undefined || !securityHeader || !sequenceHeader) return generated(body);
    try {
      builder.emit('message', answer, 'MSG', securityHeader, sequenceHeader.requestId, builder.channelId);
    } catch {
      // An answer to a request that nobody waits for: the channel throws, and the generated code passes over that too.
    }
    return true;
  };
}

/** Undefined for an answer of another service, and for one that is none: the generated code says why. */
export function answerOf(body: Buffer): RawAnswer | undefined {
  try {
    const cursor = new Cursor(body);
    const answer = answers.get(nodeKey(readNodeId(cursor)))?.();
    if (answer === undefined) return undefined;
    const stream = new BinaryStream(body);
    stream.length = cursor.at;
    answer.decode(stream);
    return answer;
  } catch {
    return undefined;
  }
}
