import assert from 'node:assert/strict';
import { DataValue } from 'node-opcua-data-value';
import { StatusCodes } from 'node-opcua-status-code';

import { simulated, tagAt, valuesOf } from './support/reading.ts';
import { double, wireBench } from './support/wire-bench.ts';
import { bytes, int32, moment, ticks } from './support/wire-bytes.ts';

describe('values as they come over the wire', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('RD-01: what a Variant must not hold, and one that holds nothing (the wire simulator)', async () => {
    const { put, one } = await start();
    put('Diagnostics', bytes(25, 0));
    put('Null', bytes(0));
    put('Nothing', Buffer.from([0]));
    const { value, quality, status } = await one('Diagnostics');
    assert.deepEqual([value, quality, status?.name], [null, 'bad', 'BadDecodingError']);
    for (const name of ['Null', 'Nothing']) {
      const sample = await one(name);
      assert.deepEqual([sample.value, sample.quality], [null, 'good']);
    }
  });

  it('RD-02: arrays of each type that are none, or empty (the wire simulator)', async () => {
    const { reader, signal, put } = await start();
    for (let type = 1; type <= 24; type += 1) {
      put('Null', bytes(0x80 | type, 255, 255, 255, 255));
      put('Empty', bytes(0x80 | type, 0, 0, 0, 0));
      const { samples } = await reader.read([tagAt(simulated('Null')), tagAt(simulated('Empty'))], {
        signal,
      });
      assert.deepEqual(valuesOf(samples), { Null: null, Empty: [] });
      assert.deepEqual(
        samples.map(({ quality }) => quality),
        ['good', 'good'],
      );
    }
  });

  it('RD-03: a matrix whose dimensions do not fit, beside one whose do (the wire simulator)', async () => {
    const { reader, signal, put } = await start();
    const matrix = (...dimensions: number[]) =>
      bytes(0xc6, ...[3, 7, 8, 9, dimensions.length, ...dimensions].flatMap(int32));
    put('Wrong', matrix(2, 2));
    put('Right', matrix(1, 3));
    const { samples } = await reader.read([tagAt(simulated('Wrong')), tagAt(simulated('Right'))], {
      signal,
    });
    const [wrong, right] = samples;
    assert.deepEqual([wrong?.value, wrong?.quality, wrong?.status?.name], [null, 'bad', 'BadDecodingError']);
    assert.deepEqual(right?.value, [[7, 8, 9]]);
  });

  it('RD-06: dates to 100 ns, and both ends of time (the wire simulator)', async () => {
    const { put, one } = await start();
    const expected = {
      '2026-01-02T03:04:05.1234567Z': moment,
      '1601-01-01T00:00:00.0000000Z': 0n,
      '9999-12-31T23:59:59.0000000Z': 0x7fff_ffff_ffff_ffffn,
    };
    for (const [text, value] of Object.entries(expected)) {
      put('Date', bytes(13, ...ticks(value)));
      const sample = await one('Date', { dates: 'text' });
      assert.deepEqual([sample.value, sample.quality, sample.status], [text, 'good', undefined]);
      assert.deepEqual((await one('Date')).value, new Date(`${text.slice(0, 23)}Z`));
    }
  });

  it('RD-07: bytes that are none (the wire simulator)', async () => {
    const { put, one } = await start();
    put('Bytes', bytes(15, 255, 255, 255, 255));
    assert.deepEqual([(await one('Bytes')).value, (await one('Bytes')).quality], [null, 'good']);
  });

  it('RD-08: texts with and without language (the wire simulator)', async () => {
    const { put, one } = await start();
    const a = [1, 0, 0, 0, 97];
    const en = [2, 0, 0, 0, 101, 110];
    const all: readonly [unknown, readonly number[]][] = [
      [{ text: 'a', locale: 'en' }, [3, ...en, ...a]],
      [{ text: 'a', locale: null }, [2, ...a]],
      [{ text: null, locale: 'en' }, [1, ...en]],
      [{ text: 'a', locale: '' }, [3, 0, 0, 0, 0, ...a]],
    ];
    for (const [expected, encoded] of all) {
      put('Text', bytes(21, ...encoded));
      assert.deepEqual((await one('Text')).value, expected);
    }
  });

  it('RD-14: a value with a status that says more (the wire simulator)', async () => {
    const { put, one } = await start();
    put('Uncertain', new DataValue({ value: double(1.5), statusCode: StatusCodes.UncertainLastUsableValue }));
    put('Clamped', new DataValue({ value: double(2.5), statusCode: StatusCodes.GoodClamped }));
    const [uncertain, clamped] = [await one('Uncertain'), await one('Clamped')];
    assert.deepEqual(
      [uncertain.value, uncertain.quality, uncertain.status?.name],
      [1.5, 'uncertain', 'UncertainLastUsableValue'],
    );
    assert.deepEqual([clamped.value, clamped.quality, clamped.status?.name], [2.5, 'good', 'GoodClamped']);
  });

  it('RD-20: times and what is beyond them (the wire simulator)', async () => {
    const { put, one } = await start();
    const sourceTs = Date.parse('2026-01-02T03:04:05.123Z');
    for (let mask = 0; mask < 16; mask += 1) {
      for (const raw of [moment, 0n]) {
        // Source time, server time, and the picoseconds of each.
        const [source, server_, sourceMore, serverMore] = [1, 2, 4, 8].map((bit) => (mask & bit) !== 0);
        const flags =
          1 | (source ? 4 : 0) | (server_ ? 8 : 0) | (sourceMore ? 0x10 : 0) | (serverMore ? 0x20 : 0);
        const parts = [
          ...(source ? ticks(raw) : []),
          ...(sourceMore ? [12, 0] : []),
          ...(server_ ? ticks(raw) : []),
          ...(serverMore ? [34, 0] : []),
        ];
        put('Times', Buffer.from([flags, 3, 9, ...parts]));
        const before = Date.now();
        const sample = await one('Times');
        const isThere = raw !== 0n;
        const seen = [sample.sourceTs, sample.picoseconds, sample.serverTs, sample.serverPicoseconds];
        assert.deepEqual(seen, [
          source && isThere ? sourceTs : undefined,
          source && isThere && sourceMore ? 12 : undefined,
          server_ && isThere ? sourceTs : undefined,
          server_ && isThere && serverMore ? 34 : undefined,
        ]);
        assert.ok(sample.ts >= before && sample.ts <= Date.now());
      }
    }
  });
});
