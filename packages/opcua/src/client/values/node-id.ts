import type { Identifier } from '../../address/node-address.ts';
import { formatNodeAddress } from '../../address/node-address.ts';
import { type Cursor, undecodable } from './cursor.ts';

/** A node id as it came over the wire. */
export interface WireNodeId {
  readonly namespace: number;
  readonly identifier: Identifier;
  /** Of an ExpandedNodeId, in place of the namespace's number. */
  readonly uri?: string;
  /** Of an ExpandedNodeId: another server, by its number. */
  readonly server?: number;
}

/** @see OPC 10000-6 section 5.2.2.9 (NodeId), 5.2.2.10 (ExpandedNodeId) */
export function readNodeId(cursor: Cursor): WireNodeId {
  const form = cursor.u8();
  const id = readIdentifier(form & 0x3f, cursor);
  if ((form & 0xc0) === 0) return id;
  const uri = form & 0x80 ? cursor.string() : null;
  const server = form & 0x40 ? cursor.u32() : 0;
  return { ...id, ...(uri !== null && uri !== '' && { uri }), ...(server !== 0 && { server }) };
}

function readIdentifier(form: number, cursor: Cursor): WireNodeId {
  switch (form) {
    case 0:
      return { namespace: 0, identifier: { type: 'i', value: cursor.u8() } };
    case 1:
      return { namespace: cursor.u8(), identifier: { type: 'i', value: cursor.u16() } };
    case 2:
      return { namespace: cursor.u16(), identifier: { type: 'i', value: cursor.u32() } };
    case 3:
      return { namespace: cursor.u16(), identifier: { type: 's', value: cursor.string() ?? '' } };
    case 4:
      return { namespace: cursor.u16(), identifier: { type: 'g', value: readGuid(cursor) } };
    case 5: {
      const namespace = cursor.u16();
      return { namespace, identifier: { type: 'b', value: cursor.byteString()?.toString('base64') ?? '' } };
    }
    default:
      throw undecodable(`there is no node id of the form ${form}`);
  }
}

/** Lower case, with hyphens. @see OPC 10000-6 section 5.2.2.6: the first three groups come with the low byte first */
export function readGuid(cursor: Cursor): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const [first, second, third] = [hex(cursor.u32(), 8), hex(cursor.u16(), 4), hex(cursor.u16(), 4)];
  const from = cursor.skip(8);
  const rest = cursor.bytes.toString('hex', from, from + 8);
  return `${first}-${second}-${third}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

/** Text for a node id. @param namespaces to name its namespace by URI; undefined for its number as it came */
export function nodeIdText(id: WireNodeId, namespaces: readonly string[] | undefined): string {
  const { namespace: index, identifier, uri, server } = id;
  const known = namespaces && index !== 0 ? namespaces[index] || undefined : undefined;
  const name = uri ?? known;
  const text = formatNodeAddress({ namespace: name === undefined ? { index } : { uri: name }, identifier });
  return server === undefined ? text : `svr=${server};${text}`;
}

/** A node id as a key within one session: with the number of its namespace. */
export const nodeKey = (id: WireNodeId): string => nodeIdText(id, undefined);
