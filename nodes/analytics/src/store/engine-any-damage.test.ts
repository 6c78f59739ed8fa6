import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { everything } from '@millwright/testing';
import fc from 'fast-check';
import { all, batchOf, Folder, sample } from './engine.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const small = { bytes: 1_000_000 };
const tags = ['a', 'b'];
/** Samples of each tag in all, and in a segment at most. */
const [count, perSegment] = [15_200, 7_000];
const valueAt = (second: number): number => Math.sqrt(second);

/** What a disk or a person does to a file, at a part of its length. */
const harms = {
  bit(bytes: Buffer, at: number): Buffer {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
    return bytes;
  },
  sector: (bytes: Buffer, at: number): Buffer => bytes.fill(0, at, Math.min(bytes.length, at + 512)),
  cut: (bytes: Buffer, at: number): Buffer => bytes.subarray(0, at),
  noise: (bytes: Buffer, at: number): Buffer =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from('MWSR MWSB MWSJ'), bytes.subarray(at)]),
};

describe(`any damage in a store of samples (seed ${seed})`, () => {
  let whole: Folder;
  before(() => {
    whole = new Folder();
    let engine = whole.engine(small);
    let second = 0;
    for (const part of [3_000, 3_000, 3_000, 3_000, 2_000, 500, 700]) {
      const seconds = Array.from({ length: part }, (_, index) => second + index);
      for (const tag of tags) engine.take(batchOf(seconds.map((each) => sample(tag, each, valueAt(each)))));
      engine.flush();
      second += part;
      if (part !== 2_000) continue;
      engine.close();
      engine = whole.engine(small);
    }
    engine.close();
  });
  after(() => whole.remove());

  it('hides nothing that can be read, makes up nothing, and never joins what is not joined', () => {
    const harm = fc.record({
      file: fc.nat(),
      is: fc.constantFrom(...(Object.keys(harms) as (keyof typeof harms)[])),
      part: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(harm, { minLength: 1, maxLength: 3 }), (given) => {
        const folder = new Folder();
        try {
          cpSync(whole.directory, folder.directory, { recursive: true });
          const files = folder.files(/blocks|index|journal|json/);
          for (const { file, is, part } of given) {
            const path = files[file % files.length] ?? '';
            const bytes = readFileSync(path);
            if (bytes.length > 0) writeFileSync(path, harms[is](bytes, Math.floor(part * bytes.length)));
          }
          const engine = folder.engine(small);
          assert.equal(engine.report().problem, undefined);
          for (const tag of tags) {
            const drawn = all(engine, tag);
            let before = -1;
            for (const [at = 0, value = 0] of drawn) {
              if (Number.isNaN(value)) {
                before = Number.NaN;
                continue;
              }
              assert.equal(value, valueAt(at));
              assert.ok(
                Number.isNaN(before) || before < 0 || at === before + 1,
                `${tag}: ${before} to ${at}`,
              );
              before = at;
            }
            const left = drawn.filter(([, value]) => !Number.isNaN(value)).length;
            assert.ok(given.length > 1 || left >= count - perSegment, `${tag}: ${left} are left`);
          }
        } finally {
          folder.remove();
        }
      }),
      { seed, numRuns: everything ? 60 : 15 },
    );
  });

  it('of a single file that is gone leaves all that the others hold', () => {
    for (const path of whole.files(/blocks|index|json/)) {
      const folder = new Folder();
      cpSync(whole.directory, folder.directory, { recursive: true });
      rmSync(folder.files(/./).find((file) => basename(file) === basename(path)) ?? '');
      const engine = folder.engine(small);
      for (const tag of tags) {
        const seconds = all(engine, tag).flatMap(([at = 0, value = 0]) => (Number.isNaN(value) ? [] : [at]));
        if (!path.endsWith('.blocks')) assert.equal(seconds.length, count, basename(path));
        else assert.ok(seconds.length > count - perSegment, `${basename(path)}: ${seconds.length}`);
      }
      folder.remove();
    }
  });
});
