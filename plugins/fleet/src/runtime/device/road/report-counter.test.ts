import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportCounter } from './report-counter.ts';

describe('the numbers of reports', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-counter-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('grow over starts, and each start knows its first one', () => {
    const file = join(directory, 'device', 'counter.json');
    const first = new ReportCounter(file);
    assert.deepEqual([first.since, first.next(), first.next()], [1, 1, 2]);
    const second = new ReportCounter(file);
    assert.deepEqual([second.since, second.next()], [3, 3]);
  });

  it('are kept before they are used: a copy draws the same ones', () => {
    const file = join(directory, 'counter.json');
    new ReportCounter(file).next();
    const [own, copy] = [new ReportCounter(file), new ReportCounter(file)];
    assert.equal(own.next(), copy.next());
  });

  it('are written into the room that the file has from the beginning, so that a full disk takes them', () => {
    const file = join(directory, 'counter.json');
    const counter = new ReportCounter(file);
    counter.next();
    const { ino, size } = statSync(file);
    for (let count = 2; count < 100_003; count += 1 + Math.floor(count / 3)) counter.next();
    assert.deepEqual([statSync(file).ino, statSync(file).size], [ino, size]);
  });

  it('are all higher than those before, wherever the power goes while one is kept', () => {
    const file = join(directory, 'counter.json');
    const counter = new ReportCounter(file);
    for (let used = counter.next(); used < 5; used = counter.next()) {
      const before = readFileSync(file);
      const next = counter.next();
      const after = readFileSync(file);
      for (let written = 0; written <= after.length; written += 512) {
        const torn = Buffer.concat([after.subarray(0, written), before.subarray(written)]);
        const spoilt = Buffer.concat([torn.subarray(0, written), Buffer.alloc(512, 7)]);
        writeFileSync(file, Buffer.concat([spoilt, torn.subarray(spoilt.length)]).subarray(0, after.length));
        const { since } = new ReportCounter(file);
        // Nothing says whether what is spoilt was used already.
        assert.ok(since >= next && since <= next + 2, `${since} after ${next}, ${written} bytes`);
        const again = new ReportCounter(file);
        assert.equal(again.next(), since);
        assert.ok(new ReportCounter(file).since > since);
      }
      writeFileSync(file, after);
    }
  });

  it('are never begun anew by themselves', () => {
    const file = join(directory, 'counter.json');
    writeFileSync(file, '{"format":1,"next":0}');
    assert.throws(() => new ReportCounter(file), { code: 'fleet.counter-damaged' });
    writeFileSync(file, '');
    assert.throws(() => new ReportCounter(file), { code: 'fleet.counter-damaged' });
  });
});
