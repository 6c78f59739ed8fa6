import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it('are never begun anew by themselves', () => {
    const file = join(directory, 'counter.json');
    writeFileSync(file, '{"format":1,"next":0}');
    assert.throws(() => new ReportCounter(file), { code: 'fleet.counter-damaged' });
    writeFileSync(file, '');
    assert.throws(() => new ReportCounter(file), { code: 'fleet.counter-damaged' });
  });
});
