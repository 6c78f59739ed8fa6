import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SerialLine } from '@millwright/modbus';
import { endChild, requirePeer, spawnChild, waitFor } from '@millwright/testing';
import type { Context } from 'mocha';

/** Two ends of a serial line without a wire. */
export interface Line {
  readonly ours: SerialLine;
  readonly theirs: SerialLine;
  /** Takes both ends away, as an adapter goes that is unplugged; {@link plug} puts them back. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  close(): Promise<void>;
}

/** How characters go over it. A pseudo-terminal is as quick as it likes; what is waited for follows from the baud rate. */
const characters = { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;

/** A pair of pseudo-terminals that are each other's far end; skips the test where socat is missing. */
export async function layLine(context: Context): Promise<Line> {
  const socat = requirePeer(context, 'socat');
  const directory = mkdtempSync(join(tmpdir(), 'millwright-line-'));
  const [ours, theirs] = [join(directory, 'ours'), join(directory, 'theirs')];
  const start = async () => {
    const end = (path: string): string => `pty,raw,echo=0,link=${path}`;
    const child = spawnChild(socat, [end(ours), end(theirs)], { stdio: 'ignore' });
    await waitFor('both ends of a line', () => existsSync(ours) && existsSync(theirs));
    return child;
  };
  let child = await start();
  return {
    ours: { path: ours, ...characters },
    theirs: { path: theirs, ...characters },
    unplug: async () => {
      await endChild(child);
      // The system may give the numbers of its pseudo-terminals to others at once: no link may lead there.
      for (const path of [ours, theirs]) rmSync(path, { force: true });
    },
    plug: async () => {
      child = await start();
    },
    close: async () => {
      await endChild(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
