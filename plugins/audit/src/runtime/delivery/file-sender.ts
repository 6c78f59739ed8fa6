import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Turns } from '../settings/turns.ts';
import { directoryFailure } from './failures.ts';
import { GrowingFile, syncEntries } from './growing-file.ts';
import type { Sender, SentCheckpoint, SentRecord } from './sender.ts';

export const eventsFile = 'events.jsonl';
export const checkpointsFile = 'checkpoints';

export interface FileSenderOptions {
  /** As people gave it. */
  readonly name: string;
  /** Where it really is; asked for at each use, since a link may lead elsewhere by now. */
  readonly directory: () => Promise<string>;
  /** Of directories: whatever is done in one is done in its turn. */
  readonly turns: Turns;
  readonly now: () => Date;
}

/**
 * Files in a directory: events, one on each line, and checkpoints, one after the other. Whoever has them rotated moves
 * them away: then they are begun anew. Events of another log, whose numbers begin again, are begun in a new file too.
 */
export function openFileSender({ name, directory, turns, now }: FileSenderOptions): Sender {
  const files = new Map<string, GrowingFile>();
  /** Of the file with events: the last number in it. */
  let reached: { readonly file: GrowingFile; readonly last: number } | undefined;

  /** The file that has the name now, which may be another one than last time. */
  async function file(path: string): Promise<GrowingFile> {
    const former = files.get(path);
    if (former && (await former.isAt(path))) return former;
    files.delete(path);
    await former?.close();
    const opened = await GrowingFile.open(path);
    files.set(path, opened);
    return opened;
  }

  async function sendRecords(records: readonly SentRecord[]): Promise<void> {
    const path = join(await directory(), eventsFile);
    let events = await file(path);
    let last = reached?.file === events ? reached.last : lastNumber(events.end);
    const fresh = freshOf(records, events.end, last);
    const first = fresh.at(0);
    if (first === undefined) return;
    if (first.seq <= last) {
      // Two logs in one file would look like one that was tampered with.
      files.delete(path);
      await events.close();
      await setAside(path, now());
      events = await file(path);
    }
    await events.append(linesOf(fresh));
    last = fresh.at(-1)?.seq ?? last;
    reached = { file: events, last };
  }

  async function addNote(note: string): Promise<void> {
    const checkpoints = await file(join(await directory(), checkpointsFile));
    await checkpoints.append(checkpoints.end.endsWith(note) ? '' : note);
  }

  function doing(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    return turns.take(name, signal, async () => {
      try {
        await work();
      } catch (error) {
        throw directoryFailure(error, name);
      }
    });
  }

  return {
    send: (records, signal) => doing(signal, () => sendRecords(records)),
    anchor: ({ note }: SentCheckpoint, signal) => doing(signal, () => addNote(note)),
    // A message in the file would be no event: that it can be opened and synced says it all.
    test: (_text, signal) =>
      doing(signal, async () => (await file(join(await directory(), eventsFile))).append('')),
    close: () =>
      turns.take(name, undefined, async () => {
        const all = [...files.values()];
        files.clear();
        for (const one of all) await one.close();
      }),
  };
}

const linesOf = (records: readonly SentRecord[]): string =>
  records.map(({ record }) => `${record}\n`).join('');

/** Those that are not there yet: a batch that was written, but not known to be, is sent again. */
function freshOf(records: readonly SentRecord[], end: string, last: number): readonly SentRecord[] {
  if ((records.at(0)?.seq ?? 0) > last) return records;
  const there = new Set(end.split('\n'));
  return records.slice(records.findLastIndex(({ record }) => there.has(record)) + 1);
}

/** The number of the last event among some lines, which others may have added to; -1 if there is none. */
function lastNumber(end: string): number {
  const line = end.split('\n').findLast((one) => numberOf(one) !== undefined);
  return (line === undefined ? undefined : numberOf(line)) ?? -1;
}

function numberOf(line: string): number | undefined {
  try {
    const { seq } = JSON.parse(line) as { seq?: unknown };
    return Number.isSafeInteger(seq) ? (seq as number) : undefined;
  } catch {
    return undefined;
  }
}

/** `events.jsonl` becomes `events-20261126T080000Z.jsonl`, or `…Z-2.jsonl` if that name is taken; durable. */
async function setAside(path: string, time: Date): Promise<void> {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, '');
  let count = 1;
  const named = (): string => path.replace(/\.\w+$/, `-${stamp}${count === 1 ? '' : `-${count}`}$&`);
  while (await stat(named()).then(Boolean, () => false)) count += 1;
  await rename(path, named());
  await syncEntries(join(path, '..'));
}
