import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { count, type Figure, makeUserDirectory, removeUserDirectory } from '@millwright/testing';
import { createWriter } from '../../../plugins/audit/src/runtime/log/writer.ts';
import { draft } from '../../audit/drafts.ts';
import { armSettings } from './arms.ts';
import { wholeExport } from './audit-export.ts';
import { filteredPages } from './audit-pages.ts';
import { verificationSpeed } from './audit-verification.ts';

/** A log on a disk. */
export interface LargeLog {
  readonly userDirectory: string;
  readonly file: string;
  readonly events: number;
  /** Its last checkpoint. */
  readonly note: string;
  /** Milliseconds since 1970, of the first event and of the last one. */
  readonly began: number;
  readonly ended: number;
}

/** What a log of a million events takes to be checked, to be looked at, and to be exported. */
export async function largeLog(): Promise<Figure[]> {
  const events = count('bench_audit_events', { quick: 1_000_000, full: 1_000_000 });
  const userDirectory = await makeUserDirectory({
    heavyNodes: 'all',
    only: ['node-red-audit'],
    settings: armSettings,
  });
  try {
    const log = await fill(userDirectory, events);
    return [verificationSpeed(log), ...(await filteredPages(log)), ...(await wholeExport(log))];
  } finally {
    await removeUserDirectory(userDirectory);
  }
}

const year = 365 * 24 * 60 * 60_000;
/** So many events in each transaction. */
const batch = 2000;

/** A year's work, written by the code that writes logs. */
async function fill(userDirectory: string, events: number): Promise<LargeLog> {
  const directory = join(userDirectory, 'millwright');
  await mkdir(directory, { mode: 0o700 });
  const ended = Date.now();
  const began = ended - year;
  let now = began;
  const data = { directory, role: 'writer', boot: '0123456789abcdef', began: 0 } as const;
  const { handlers, close } = createWriter(data, () => now);
  const instance = 'Filling line';
  await handlers.open(instance);
  for (let number = 0; number < events; number += batch) {
    const sent = Array.from({ length: Math.min(batch, events - number) }, (_, index) => {
      now = began + Math.floor(((number + index) / events) * year);
      return { draft: draft(number + index, now), uptime: number + index };
    });
    await handlers.append({ instance, events: sent });
    await handlers.checkpoint(instance);
  }
  const { note } = await handlers.checkpoint(instance);
  await close();
  return { userDirectory, file: join(directory, 'audit.db'), events, note, began, ended };
}
