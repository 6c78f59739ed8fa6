import type { Notice } from '../../common/log.ts';
import type { Destination } from '../../common/settings.ts';
import { noticeOf } from '../notice.ts';
import type { Turns } from '../settings/turns.ts';
import { within } from './deadline.ts';
import { readFileAnchors } from './file-anchors.ts';
import { readMqttAnchor } from './mqtt-sender.ts';
import { receiverName } from './open-sender.ts';

/** What an anchor that can be read from here holds. */
export interface AnchorText {
  readonly destination: Destination;
  /** Any text that has checkpoints in it: see `findCheckpoints` of the ledger; nobody has looked into it yet. */
  readonly text: string;
  /** Why it could not be read, or not as a whole. */
  readonly problem?: Notice;
}

export interface AnchorTools {
  /** Gives a destination its secret. Throws `audit.secret-lost`. */
  readonly complete: (destination: Destination) => Destination;
  /** The real path of a directory as it stands in the settings. Throws `audit.directory-forbidden`. */
  readonly directory: (directory: string) => Promise<string>;
  /** Of directories: whatever is done in one is done in its turn. */
  readonly turns: Turns;
}

/** How long one anchor may take, in milliseconds. */
const patience = 10_000;

/** Reads all anchors that can be read from here: directories, and what brokers retain. */
export function readAnchors(
  destinations: readonly Destination[],
  tools: AnchorTools,
  signal: AbortSignal,
): Promise<readonly AnchorText[]> {
  const readable = destinations.filter(
    ({ enabled, anchor, kind }) => enabled && anchor && (kind === 'file' || kind === 'mqtt'),
  );
  return Promise.all(
    readable.map(async (destination) => {
      try {
        const { text, problem } = await readAnchor(destination, tools, signal);
        return { destination, text, ...(problem ? { problem: noticeOf(problem) } : {}) };
      } catch (error) {
        return { destination, text: '', problem: noticeOf(error) };
      }
    }),
  );
}

async function readAnchor(
  destination: Destination,
  { complete, directory, turns }: AnchorTools,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly problem?: Error }> {
  return within(patience, receiverName(destination), signal, async (stop) => {
    if (destination.kind === 'file') {
      const { directory: name } = destination;
      return turns.take(name, stop, async () => readFileAnchors(await directory(name), name));
    }
    const whole = complete(destination);
    return { text: whole.kind === 'mqtt' ? await readMqttAnchor(whole, stop) : '' };
  });
}
