import { checkAnswer, checkResponse, checkWhole, isWhole, largestPdu } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import type { IdentificationLevel, IdentificationObject, IdentificationPart } from './request.ts';

const functionCode = 43;
const mei = 14;
const moreFollows = 0xff;
/** Function code, MEI type, level, conformity, more follows, next object, number of objects. */
const header = 7;

/** Bytes that the objects of one answer may take together, each with two of its own. */
export const roomForObjects = largestPdu - header;

/** Bytes that these objects take. */
const sizeOf = (objects: readonly IdentificationObject[]): number =>
  objects.reduce((sum, { value }) => sum + 2 + value.length, 0);

/** Function code 43, MEI type 14. @see MODBUS Application Protocol V1.1b3, section 6.21 */
export const identificationCodec: Codec<'read-identification'> = {
  encodeRequest({ level, object }) {
    checkWhole('the level', level, 1, 4);
    checkWhole('the object', object, 0, 0xff);
    return Uint8Array.of(functionCode, mei, level, object);
  },

  decodeRequest(pdu) {
    const [, kind, level, object = 0] = pdu;
    if (kind !== mei) return exceptionCode.illegalFunction;
    if (pdu.length !== 4 || !isWhole(level, 1, 4)) return exceptionCode.illegalDataValue;
    return { do: 'read-identification', level: level as IdentificationLevel, object };
  },

  encodeResponse({ level }, { conformity, objects, next }) {
    const size = header + sizeOf(objects);
    checkAnswer(size <= largestPdu && isWhole(conformity, 0, 0xff), 'more objects than fit into one answer');
    const pdu = new Uint8Array(size);
    pdu.set([
      functionCode,
      mei,
      level,
      conformity,
      next === undefined ? 0 : moreFollows,
      next ?? 0,
      objects.length,
    ]);
    let at = header;
    for (const { id, value } of objects) {
      pdu[at] = id;
      pdu[at + 1] = value.length;
      pdu.set(value, at + 2);
      at += 2 + value.length;
    }
    return pdu;
  },

  decodeResponse({ level, object }, pdu): IdentificationPart {
    const [, kind, answered, conformity = 0, more, next = 0, count = 0] = pdu;
    checkResponse(pdu.length >= header, () => 'it ends before its objects');
    checkResponse(kind === mei, () => `MEI type ${kind} where ${mei} was asked`);
    checkResponse(answered === level, () => `level ${answered} where ${level} was asked`);
    checkResponse(
      more === 0 || more === moreFollows,
      () => `${more} where 0 or 255 says whether more follows`,
    );
    const objects: IdentificationObject[] = [];
    let at = header;
    for (let index = 0; index < count; index += 1) {
      const id = pdu[at] ?? 0;
      const end = at + 2 + (pdu[at + 1] ?? 0);
      checkResponse(
        at + 2 <= pdu.length && end <= pdu.length,
        () => `${count} objects that do not fit into it`,
      );
      objects.push({ id, value: pdu.subarray(at + 2, end) });
      at = end;
    }
    checkResponse(at === pdu.length, () => `${pdu.length - at} bytes behind its last object`);
    if (level === 4) {
      const asked = objects.length === 1 && objects[0]?.id === object;
      checkResponse(asked, () => `other objects than ${object}`);
      return { conformity, objects };
    }
    return more === moreFollows ? { conformity, objects, next } : { conformity, objects };
  },
};
