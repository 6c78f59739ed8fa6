import assert from 'node:assert/strict';
import type { S7Format } from '../tag.ts';
import { decodeValue } from './decode.ts';
import { encodeValue } from './encode.ts';

/** Where the clocks go forward at 2 o'clock on the last Sunday of March. */
const zone = 'Europe/Berlin';

const bytesOf = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const local: S7Format = { type: 'DT', zone: 'local' };
// 12:30, as the clock of the PLC shows it.
const summer = bytesOf('24 07 01 12 30 00 00 02');
const winter = bytesOf('24 01 01 12 30 00 00 02');

describe('dates of a PLC whose clock has the time of the machine', () => {
  const before = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = zone;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it('reads what the clock shows as that moment here', () => {
    assert.deepEqual(decodeValue(summer, local), new Date('2024-07-01T10:30:00Z'));
    assert.deepEqual(decodeValue(winter, local), new Date('2024-01-01T11:30:00Z'));
    assert.deepEqual(decodeValue(summer, { type: 'DT' }), new Date('2024-07-01T12:30:00Z'));
  });

  it('writes a moment as the clock shows it here', () => {
    assert.deepEqual(encodeValue(new Date('2024-07-01T10:30:00Z'), local), Uint8Array.from(summer));
    assert.deepEqual(encodeValue('2024-07-01T10:30:00Z', local), Uint8Array.from(summer));
    assert.deepEqual(encodeValue('2024-07-01T12:30:00+02:00', local), Uint8Array.from(summer));
  });

  it('has text without a zone for what the clock shows, and takes it back', () => {
    const text: S7Format = { ...local, dates: 'text' };
    assert.equal(decodeValue(summer, text), '2024-07-01T12:30:00.000');
    assert.deepEqual(encodeValue('2024-07-01T12:30:00.000', text), Uint8Array.from(summer));
    assert.equal(decodeValue(bytesOf('0000'), { type: 'DATE', zone: 'local', dates: 'text' }), '1990-01-01');
  });

  it('has midnight here for a date', () => {
    const date: S7Format = { type: 'DATE', zone: 'local' };
    assert.deepEqual(decodeValue(bytesOf('30bd'), date), new Date('2024-02-28T23:00:00Z'));
    assert.deepEqual(encodeValue(new Date('2024-02-28T23:00:00Z'), date), Uint8Array.of(0x30, 0xbd));
  });

  it('keeps the nanoseconds of a text with an offset', () => {
    const format: S7Format = { type: 'DTL', zone: 'local', dates: 'text' };
    const bytes = encodeValue('2024-07-01T10:30:00.123456789Z', format);
    assert.equal(decodeValue(bytes, format), '2024-07-01T12:30:00.123456789');
  });

  it('refuses the last moment that there is, which is later here', () => {
    for (const type of ['DATE', 'DT', 'DTL', 'LDT'] as const) {
      for (const moment of [8.64e15, -8.64e15, Number.NaN]) {
        assert.throws(() => encodeValue(new Date(moment), { type, zone: 'local' }), {
          code: 's7.value-does-not-fit',
        });
      }
    }
  });

  it('reads an hour that the clocks leave out as the one after it', () => {
    assert.deepEqual(
      decodeValue(bytesOf('24 03 31 02 30 00 00 01'), local),
      new Date('2024-03-31T01:30:00Z'),
    );
  });
});
