import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled, count, type Figure, root } from '@millwright/testing';
import { draft } from '../../audit/drafts.ts';
import { openAuditLog } from '../../audit/log.ts';
import { atLeast } from './figure.ts';
import { median } from './statistics.ts';

/** As in Node-RED, where it is bundled too. */
const worker = pathToFileURL(bundled(join(root, 'plugins/audit/src/runtime/worker.ts')));
const callers = 64;
const rounds = 9;

/** Events a second that are on disk when their callers hear of it, from the thread that Node-RED runs in. */
export async function durableAppends(): Promise<Figure> {
  const perRound = count('bench_audit_appends', { quick: 40_000, full: 40_000 });
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const log = openAuditLog(directory, worker);
  try {
    await log.open();
    let number = 0;
    const append = async (end: number): Promise<void> => {
      while (number < end) await log.append(draft(number++, Date.now()));
    };
    const round = async (): Promise<number> => {
      const from = number;
      const started = performance.now();
      await Promise.all(Array.from({ length: callers }, () => append(from + perRound)));
      return ((number - from) / (performance.now() - started)) * 1000;
    };
    await round();
    const speeds: number[] = [];
    while (speeds.length < rounds) speeds.push(await round());
    return atLeast(`durable events, ${callers} callers`, { value: median(speeds) }, '1/s', 8000);
  } finally {
    await log.close();
    await rm(directory, { recursive: true });
  }
}
