import { builtIn } from './built-in.ts';
import { Cursor } from './cursor.ts';
import { skipArray, skipDiagnosticInfo, skipNodeId } from './skip.ts';

/** An ExtensionObject of no type, without a body. */
export const emptyBody = Buffer.from([0, 0, 0]);

/**
 * The body of a response without the additional header, which nobody here reads and whose body may be of any type and any form: the generated
 * code gives up the whole response where that has no length.
 * @see OPC 10000-4 section 7.33 (ResponseHeader)
 */
export function withPlainHeader(body: Buffer): Buffer {
  try {
    const cursor = new Cursor(body);
    skipNodeId(cursor);
    // Timestamp, request handle, service result.
    cursor.skip(16);
    skipDiagnosticInfo(cursor);
    skipArray(builtIn.String, cursor);
    const { at } = cursor;
    skipNodeId(cursor);
    if (cursor.u8() === 0) return body;
    cursor.skip(Math.max(0, cursor.count()));
    return Buffer.concat([body.subarray(0, at), emptyBody, body.subarray(cursor.at)]);
  } catch {
    // The generated code says what is wrong with it.
    return body;
  }
}
