import { builtIn, fixedSizes } from './built-in.ts';
import { type Cursor, undecodable } from './cursor.ts';

/** Leaves a DataValue behind without reading it. @see OPC 10000-6 section 5.2.2.17 */
export function skipDataValue(cursor: Cursor): void {
  const mask = cursor.u8();
  if (mask & 0x01) skipVariant(cursor);
  let rest = 0;
  if (mask & 0x02) rest += 4;
  if (mask & 0x04) rest += 8;
  if (mask & 0x08) rest += 8;
  if (mask & 0x10) rest += 2;
  if (mask & 0x20) rest += 2;
  if (rest > 0) cursor.skip(rest);
}

/** @see OPC 10000-6 section 5.2.2.16 */
export function skipVariant(cursor: Cursor): void {
  const mask = cursor.u8();
  const type = mask & 0x3f;
  if (!(mask & 0x80)) {
    skipScalar(type, cursor);
    return;
  }
  skipArray(type, cursor);
  if (mask & 0x40) skipArray(builtIn.Int32, cursor);
}

export function skipArray(type: number, cursor: Cursor): void {
  const size = fixedSizes[type] ?? 0;
  const count = cursor.count(Math.max(1, size));
  if (size > 0) cursor.skip(Math.max(0, count) * size);
  else for (let index = 0; index < count; index += 1) skipScalar(type, cursor);
}

function skipBytes(cursor: Cursor): void {
  cursor.skip(Math.max(0, cursor.count()));
}

function skipScalar(type: number, cursor: Cursor): void {
  const size = fixedSizes[type] ?? 0;
  if (size > 0) {
    cursor.skip(size);
    return;
  }
  switch (type) {
    case builtIn.Null:
      return;
    case builtIn.NodeId:
    case builtIn.ExpandedNodeId:
      skipNodeId(cursor);
      return;
    case builtIn.QualifiedName:
      cursor.skip(2);
      skipBytes(cursor);
      return;
    case builtIn.LocalizedText: {
      const mask = cursor.u8();
      if (mask & 0x01) skipBytes(cursor);
      if (mask & 0x02) skipBytes(cursor);
      return;
    }
    case builtIn.ExtensionObject:
      skipExtensionObject(cursor);
      return;
    case builtIn.DataValue:
      cursor.nest(() => skipDataValue(cursor));
      return;
    case builtIn.Variant:
      cursor.nest(() => skipVariant(cursor));
      return;
    case builtIn.DiagnosticInfo:
      skipDiagnosticInfo(cursor);
      return;
    default:
      // String, ByteString, XmlElement, and what a later edition may add (26 to 31), which is a ByteString.
      if (type > 31) throw undecodable(`there is no type ${type}`);
      skipBytes(cursor);
  }
}

/** @see OPC 10000-6 section 5.2.2.9 */
export function skipNodeId(cursor: Cursor): void {
  const form = cursor.u8();
  switch (form & 0x3f) {
    case 0:
      cursor.skip(1);
      break;
    case 1:
      cursor.skip(3);
      break;
    case 2:
      cursor.skip(6);
      break;
    case 3:
    case 5:
      cursor.skip(2);
      skipBytes(cursor);
      break;
    case 4:
      cursor.skip(18);
      break;
    default:
      throw undecodable(`there is no node id of the form ${form & 0x3f}`);
  }
  if (form & 0x80) skipBytes(cursor);
  if (form & 0x40) cursor.skip(4);
}

/** @see OPC 10000-6 section 5.2.2.15 */
export function skipExtensionObject(cursor: Cursor): void {
  skipNodeId(cursor);
  if (cursor.u8() !== 0) skipBytes(cursor);
}

/** @see OPC 10000-6 section 5.2.2.12 */
export function skipDiagnosticInfo(cursor: Cursor): void {
  const mask = cursor.u8();
  for (const bit of [0x01, 0x02, 0x08, 0x04]) if (mask & bit) cursor.skip(4);
  if (mask & 0x10) skipBytes(cursor);
  if (mask & 0x20) cursor.skip(4);
  if (mask & 0x40) cursor.nest(() => skipDiagnosticInfo(cursor));
}
