import { modbusErrors } from '../errors.ts';
import { checkAnswer, checkCount, checkRegisters, checkResponse, checkWhole, isWhole } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import type { FileRange, FileRecord } from './request.ts';
import { done } from './request.ts';
import { setWord, word } from './words.ts';
import { checkEcho } from './write.ts';

const reference = 6;
const lastRecord = 0x270f;
/** Reference type, file number, record number, length. */
const rangeLength = 7;
/** @see MODBUS Application Protocol V1.1b3, sections 6.14 and 6.15 */
const readBytes = [0x07, 0xf5] as const;
const writeBytes = [0x09, 0xfb] as const;

type Place = { readonly file: number; readonly record: number; readonly length: number };

/** Whether a file can have these records. */
function exists({ file, record, length }: Place): boolean {
  return file >= 1 && length >= 1 && record + length - 1 <= lastRecord;
}

function checkRecords(records: unknown): void {
  if (!Array.isArray(records) || records.some((each) => typeof each !== 'object' || each === null)) {
    throw modbusErrors.badRequest({ reason: 'the records of a file are a list' });
  }
}

function checkPlace(kind: FileRange['reference'], { file, record, length }: Place): void {
  if (kind !== undefined) checkWhole('the reference type', kind, reference, reference);
  checkWhole('the file number', file, 1, 0xffff);
  checkWhole('the record number', record, 0, lastRecord);
  checkWhole('the last record', record + length - 1, record, lastRecord);
}

function setPlace(pdu: Uint8Array, at: number, { file, record, length }: Place): void {
  pdu[at] = reference;
  setWord(pdu, at + 1, file);
  setWord(pdu, at + 3, record);
  setWord(pdu, at + 5, length);
}

const placeAt = (pdu: Uint8Array, at: number): Place => ({
  file: word(pdu, at + 1),
  record: word(pdu, at + 3),
  length: word(pdu, at + 5),
});

/** Each record of an answer has a length, a reference type and its registers. */
const answerLength = (records: readonly FileRange[]): number =>
  records.reduce((sum, { length }) => sum + 2 + length * 2, 0);

/** Function code 20. @see MODBUS Application Protocol V1.1b3, section 6.14 */
export const readFileCodec: Codec<'read-file'> = {
  encodeRequest({ records }) {
    checkRecords(records);
    checkCount('a byte count', records.length * rangeLength, ...readBytes);
    for (const range of records) {
      checkWhole('the length of a record', range.length, 1, readBytes[1]);
      checkPlace(range.reference, range);
    }
    checkCount('an answer', answerLength(records), 4, readBytes[1]);
    const pdu = new Uint8Array(2 + records.length * rangeLength);
    pdu[0] = 20;
    pdu[1] = pdu.length - 2;
    records.forEach((range, index) => {
      setPlace(pdu, 2 + index * rangeLength, range);
    });
    return pdu;
  },

  decodeRequest(pdu) {
    const count = pdu[1] ?? 0;
    const fits = isWhole(count, ...readBytes) && count % rangeLength === 0 && pdu.length === 2 + count;
    if (!fits) return exceptionCode.illegalDataValue;
    const records: FileRange[] = [];
    for (let at = 2; at < pdu.length; at += rangeLength) {
      const range = placeAt(pdu, at);
      if (pdu[at] !== reference || !exists(range)) return exceptionCode.illegalDataAddress;
      records.push(range);
    }
    return answerLength(records) > readBytes[1]
      ? exceptionCode.illegalDataValue
      : { do: 'read-file', records };
  },

  encodeResponse({ records }, { records: answers }) {
    const fits =
      answers.length === records.length &&
      records.every(({ length }, index) => answers[index]?.length === length * 2);
    checkAnswer(fits, 'other records than were asked');
    const pdu = new Uint8Array(2 + answerLength(records));
    pdu[0] = 20;
    pdu[1] = pdu.length - 2;
    let at = 2;
    for (const data of answers) {
      pdu[at] = 1 + data.length;
      pdu[at + 1] = reference;
      pdu.set(data, at + 2);
      at += 2 + data.length;
    }
    return pdu;
  },

  decodeResponse({ records }, pdu) {
    const length = answerLength(records);
    checkResponse(
      pdu.length >= 2 && pdu[1] === length,
      () => `a length of ${pdu[1]} where ${length} was asked`,
    );
    checkResponse(pdu.length === 2 + length, () => `${pdu.length - 2} bytes where ${length} were announced`);
    let at = 2;
    const answers = records.map(({ length: registers }) => {
      const start = at + 2;
      at = start + registers * 2;
      checkResponse(pdu[start - 2] === 1 + registers * 2, () => 'a record of another length than was asked');
      checkResponse(pdu[start - 1] === reference, () => `reference type ${pdu[start - 1]} where 6 is due`);
      return pdu.subarray(start, at);
    });
    return { records: answers };
  },
};

const placeOf = ({ file, record, data }: FileRecord): Place => ({ file, record, length: data.length / 2 });

/** Function code 21. @see MODBUS Application Protocol V1.1b3, section 6.15 */
export const writeFileCodec: Codec<'write-file'> = {
  encodeRequest({ records }) {
    checkRecords(records);
    for (const each of records) {
      checkRegisters('a record', each.data, 1, writeBytes[1] >> 1);
      checkPlace(each.reference, placeOf(each));
    }
    const length = records.reduce((sum, { data }) => sum + rangeLength + data.length, 0);
    checkCount('a byte count', length, ...writeBytes);
    const pdu = new Uint8Array(2 + length);
    pdu[0] = 21;
    pdu[1] = length;
    let at = 2;
    for (const each of records) {
      setPlace(pdu, at, placeOf(each));
      pdu.set(each.data, at + rangeLength);
      at += rangeLength + each.data.length;
    }
    return pdu;
  },

  decodeRequest(pdu) {
    const count = pdu[1] ?? 0;
    if (!isWhole(count, ...writeBytes) || pdu.length !== 2 + count) return exceptionCode.illegalDataValue;
    const records: FileRecord[] = [];
    for (let at = 2; at < pdu.length; ) {
      const place = placeAt(pdu, at);
      const end = at + rangeLength + place.length * 2;
      if (end > pdu.length) return exceptionCode.illegalDataValue;
      if (pdu[at] !== reference || !exists(place)) return exceptionCode.illegalDataAddress;
      records.push({ file: place.file, record: place.record, data: pdu.subarray(at + rangeLength, end) });
      at = end;
    }
    return { do: 'write-file', records };
  },

  encodeResponse: (request) => writeFileCodec.encodeRequest(request),

  decodeResponse(request, pdu) {
    checkEcho(pdu, writeFileCodec.encodeRequest(request));
    return done;
  },
};
