import assert from 'node:assert/strict';
import { openDocument, signDocument } from '../document/document.ts';
import { deviceKey, manifestDigest, noon, reported } from '../people.fixture.ts';
import { type MachineError, type MachineReport, reportedOf, type Sender } from './report-of.ts';
import { type Reported, reportedDocument } from './reported.ts';

const { device, boot, counter, since, time, versions } = reported;
const sender: Sender = { device, boot, counter, since, time, versions };
const release = { name: 'oven-line', version: 7, digest: manifestDigest };
const quiet: MachineReport = { phase: 'idle', restart: 'exit', failures: [], outcomes: [] };

const ended = (number: number, error?: MachineError): MachineReport['outcomes'][number] => ({
  job: `job-${String(number).padStart(16, '0')}`,
  result: error ? 'rolled-back' : 'committed',
  release,
  time: noon,
  ...(error && { error }),
});
/** What comes out on the other side. */
function heard(report: Partial<MachineReport>): Reported {
  const text = signDocument(reportedDocument, reportedOf({ ...quiet, ...report }, sender), [deviceKey]);
  return openDocument(reportedDocument, text, { keys: [deviceKey.public], threshold: 1 }).content;
}
const message = (text: string): string | undefined =>
  heard({ trouble: { code: 'rollout.failed', message: text } }).trouble?.message;

describe('a report of the machine', () => {
  it('says in the signed form what the machine says', () => {
    const error = { code: 'rollout.start-loop', message: 'Started 2 times', details: { starts: 2 } };
    assert.deepEqual(
      heard({
        phase: 'waiting',
        job: 'job-0000000000000012',
        waitsFor: 'lock',
        trouble: error,
        counter: 12,
        committed: { rev: 'r', release: { ...release, ...{ size: 5, floor: 1 } } },
        drift: { policy: 'revert', rev: 's', since: noon + 0.5, error },
        failures: [{ digest: manifestDigest, times: 1 }],
        outcomes: [ended(1), ended(2, error)],
      }),
      {
        format: 1,
        ...sender,
        phase: 'waiting',
        job: 'job-0000000000000012',
        waitsFor: 'lock',
        trouble: error,
        desired: 12,
        committed: { rev: 'r', release },
        drift: { policy: 'revert', rev: 's', since: noon, error },
        failures: [{ release: manifestDigest, times: 1 }],
        outcomes: [ended(1), ended(2, error)],
        untold: 0,
        restart: 'exit',
      },
    );
  });

  it('is told whatever npm, the system or a node has said', () => {
    assert.equal(message('npm error code E404\n  npm error\t404'), 'npm error code E404 npm error 404');
    assert.equal(message('half \ud800, colour \u001b[31m, \u202e'), 'half \ufffd, colour \ufffd[31m, \ufffd');
    assert.equal(message(` ${'😀'.repeat(400)}`), '😀'.repeat(250));
    assert.equal(message(`a${'😀'.repeat(400)}`), `a${'😀'.repeat(249)}\ufffd`);
    assert.equal(message('\n'), '?');
    const details = {
      free: 0.5,
      used: Number.POSITIVE_INFINITY,
      log: 'a\nb',
      more: {},
      odd: [null, { code: 7 }],
    };
    assert.deepEqual(
      heard({ trouble: { code: 'fleet.disk-full', message: 'full', details } }).trouble?.details,
      {
        free: '0.5',
        used: 'Infinity',
        log: 'a b',
        odd: [{ code: 'undefined' }, { code: '7' }],
      },
    );
    const long = {
      code: 'fleet.disk-full',
      message: 'full',
      details: { log: 'x'.repeat(500), more: 'y'.repeat(500), z: 'z'.repeat(50) },
    };
    assert.equal(heard({ trouble: long }).trouble?.details, undefined);
    for (const since of [Number.NaN, -1, Number.NEGATIVE_INFINITY])
      assert.equal(heard({ drift: { policy: 'report', rev: '', since } }).drift?.since, 0);
  });

  it('tells the oldest outcomes first, at least one of them, and how many more there are', () => {
    const worst = {
      code: `rollout.${'x'.repeat(56)}`,
      message: '錯'.repeat(1000),
      details: { log: '誤'.repeat(330) },
    };
    const outcomes = Array.from({ length: 32 }, (_, number) => ended(number, worst));
    const full: Partial<MachineReport> = {
      failures: Array.from({ length: 32 }, () => ({
        digest: manifestDigest,
        values: manifestDigest,
        times: 2,
      })),
      trouble: worst,
      committed: { rev: '錯'.repeat(300), release },
      drift: { policy: 'adopt', rev: '錯'.repeat(300), since: noon, error: worst },
    };
    for (let left = outcomes; left.length > 0; ) {
      const { outcomes: told, untold } = heard({ ...full, outcomes: left });
      assert.ok(told.length > 0);
      assert.deepEqual(
        told.map(({ job }) => job),
        left.slice(0, told.length).map(({ job }) => job),
      );
      left = left.slice(told.length);
      assert.equal(untold, left.length);
    }
    assert.equal(heard({ outcomes: outcomes.map(({ error: _error, ...each }) => each) }).untold, 0);
  });
});
