import { parseNodeAddress } from '../../address/node-address.ts';
import { indexOfNamespace } from '../addresses/node-id.ts';
import type { ByteWriter } from './byte-writer.ts';

const guid = /^([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})$/i;

/** Writes a GUID; false where the text is none. @see OPC 10000-6 section 5.2.2.6 */
export function writeGuid(writer: ByteWriter, text: string): boolean {
  const [, first = '', second = '', third = '', fourth = '', last = ''] = guid.exec(text) ?? [];
  if (first === '') return false;
  writer.u32(Number.parseInt(first, 16));
  writer.u16(Number.parseInt(second, 16));
  writer.u16(Number.parseInt(third, 16));
  writer.raw(Buffer.from(fourth + last, 'hex'));
  return true;
}

/**
 * Writes a node id as it is read: `ns=1;s=a`, `nsu=urn:plant;i=5`; where it is an expanded one, that of another server too: `svr=1;…`.
 * @returns false where the text is none, or its namespace is not among the server's
 * @see OPC 10000-6 sections 5.2.2.9, 5.2.2.10
 */
export function writeNodeId(
  writer: ByteWriter,
  text: string,
  namespaces: readonly string[],
  isExpanded: boolean,
): boolean {
  const [, digits, rest = text] = (isExpanded && /^svr=(\d{1,10});(.*)$/s.exec(text)) || [];
  const server = Number(digits ?? 0);
  if (rest === 'i=0' && server === 0) {
    writer.u16(0);
    return true;
  }
  const parsed = parseNodeAddress(rest);
  if (!('address' in parsed) || server > 0xffff_ffff) return false;
  const { namespace, identifier } = parsed.address;
  // Another server's namespaces are known by their URI only.
  const uri =
    'uri' in namespace && isExpanded && !namespaces.includes(namespace.uri) ? namespace.uri : undefined;
  if ('uri' in namespace && uri === undefined && !namespaces.includes(namespace.uri)) return false;
  const index = uri === undefined ? indexOfNamespace(namespace, namespaces) : 0;
  const flags = (uri === undefined ? 0 : 0x80) | (server === 0 ? 0 : 0x40);
  switch (identifier.type) {
    case 'i':
      writer.u8(0x02 | flags);
      writer.u16(index);
      writer.u32(identifier.value);
      break;
    case 's':
      writer.u8(0x03 | flags);
      writer.u16(index);
      writer.string(identifier.value);
      break;
    case 'g':
      writer.u8(0x04 | flags);
      writer.u16(index);
      writeGuid(writer, identifier.value);
      break;
    case 'b':
      writer.u8(0x05 | flags);
      writer.u16(index);
      writer.byteString(Buffer.from(identifier.value, 'base64'));
      break;
  }
  if (uri !== undefined) writer.string(uri);
  if (server !== 0) writer.u32(server);
  return true;
}
