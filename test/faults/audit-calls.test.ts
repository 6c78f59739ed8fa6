import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { count, requirePeer } from '@millwright/testing';
import { inLanes } from '@millwright/tooling';
import { openAuditLog } from '../audit/log.ts';
import { verdictOf } from '../audit/verdict.ts';
import { type Bundled, bundledWriter } from './bundled.ts';
import { Random } from './random.ts';

const calls = ['pwrite64', 'write', 'fdatasync', 'fsync', 'ftruncate', 'rename', 'unlink'] as const;
const errors = ['ENOSPC', 'EIO'] as const;
/** More than there are of any call in one run. */
const most = 400;

interface Fault {
  readonly call: (typeof calls)[number];
  readonly error: (typeof errors)[number];
  /** The how many-th of its thread fails; with `+`, all from then on. */
  readonly when: string;
}

interface Told {
  readonly kept: readonly { readonly seq: number; readonly operation: string }[];
  readonly notes: readonly string[];
  /** The operations of those. */
  readonly refused: readonly string[];
  readonly lost: number;
}

describe('audit and each call that writes', () => {
  const random = new Random();
  before(() => console.log(`    SEED=${random.seed}`));

  it('failing in turn: nothing that was acknowledged is lost, what is lost is counted, no check is alarmed', async function () {
    const strace = requirePeer(this, 'strace');
    const limit = count('failing_calls', { quick: 2, full: Number.POSITIVE_INFINITY });
    this.timeout(limit === Number.POSITIVE_INFINITY ? 3_600_000 : 60_000);
    const tried = { failed: 0, refused: 0 };
    const writer = bundledWriter('audit-disk-writer');
    const attempt = async (fault: Fault): Promise<boolean> => {
      const directory = await mkdtemp(join(tmpdir(), 'millwright-calls-'));
      try {
        const { told, hit } = await run(strace, writer, directory, fault);
        if (!hit) return false;
        await check(writer, directory, told, JSON.stringify(fault));
        tried.failed += 1;
        tried.refused += told.refused.length;
        return true;
      } finally {
        await rm(directory, { recursive: true });
      }
    };
    if (limit === Number.POSITIVE_INFINITY) {
      // Each failing alone, and every so often all that come after it too; once as full, once as broken.
      const ways = calls.flatMap((call) => [
        { call, after: '', step: 1 },
        { call, after: '+', step: 5 },
      ]);
      await inLanes(ways, 2, async ({ call, after, step }) => {
        for (let nth = 1; nth < most; nth += step)
          if (!(await attempt({ call, error: errors[nth % 2] ?? 'EIO', when: `${nth}${after}` }))) break;
      });
    } else {
      for (let one = 0; one < limit; one++) {
        const error = errors[one % errors.length] ?? 'EIO';
        const when = String(1 + Math.floor(random.next() * 20));
        await attempt({ call: one % 2 === 0 ? 'pwrite64' : 'fdatasync', error, when });
      }
    }
    console.log(
      `    ${tried.failed} runs with a call that failed, ${tried.refused} events refused, none lost`,
    );
  });
});

/** Runs the writer with a call that fails on the log's own files. */
async function run(
  strace: string,
  { script, worker }: Bundled,
  directory: string,
  { call, error, when }: Fault,
): Promise<{ told: Told; hit: boolean }> {
  const trace = join(directory, 'trace');
  const own = ['audit.db', 'audit.db-wal', 'audit.db-shm', 'audit.db.draft', 'audit.db.draft-journal'];
  const paths = ['', 'keys', 'keys/audit-0.pem', 'keys/audit-0.pem.draft', ...own].flatMap((name) => [
    '-P',
    join(directory, name),
  ]);
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${when}`];
  const { stdout } = await promisify(execFile)(strace, [
    ...['-f', '-qq', '-o', trace, ...paths, ...inject],
    ...[process.execPath, script, directory, worker.href],
  ]);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    hit: readFileSync(trace, 'utf8').includes('(INJECTED)'),
    told: {
      kept: lines.flatMap(({ seq, operation }) =>
        typeof seq === 'number' ? [{ seq, operation: String(operation) }] : [],
      ),
      notes: lines.flatMap(({ note }) => (typeof note === 'string' ? [note] : [])),
      refused: lines.flatMap(({ refused, operation }) => (refused === undefined ? [] : [String(operation)])),
      lost: Number(lines.at(-1)?.['lost']),
    },
  };
}

async function check(
  { worker }: Bundled,
  directory: string,
  { kept, notes, refused, lost }: Told,
  what: string,
): Promise<void> {
  const file = join(directory, 'audit.db');
  if (existsSync(file)) {
    const { result, faults } = verdictOf(file, notes);
    assert.notEqual(result, 'tampered', `${what}: ${JSON.stringify(faults)}`);
  }
  const log = openAuditLog(directory, worker);
  try {
    await log.open();
    assert.deepEqual(
      log.state().notices.map(({ code }) => code),
      [],
      what,
    );
    for (const { seq, operation } of kept)
      assert.equal((await log.event(seq))?.event.operation, operation, `${what}: event ${seq}`);
    const gaps = (await log.page({ name: 'audit.gap', limit: 50 })).events;
    const told = gaps.reduce((sum, { data }) => sum + Number(data?.['lost']), 0);
    // What was refused because its commit failed may be on disk all the same.
    const arrived = [];
    for (const operation of refused)
      if ((await log.page({ operation, limit: 1 })).events.length > 0) arrived.push(operation);
    const missing = refused.length - arrived.length;
    assert.ok(
      told + lost >= missing,
      `${what}: ${told} told and ${lost} lost of ${missing} that are missing`,
    );
    assert.ok(told + lost <= refused.length, `${what}: ${told} told and ${lost} lost of ${refused.length}`);
  } finally {
    await log.close();
  }
  const { result, faults } = verdictOf(file, notes);
  assert.notEqual(result, 'tampered', `${what}, opened again: ${JSON.stringify(faults)}`);
}
