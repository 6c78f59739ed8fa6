import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peersDirectory, requirePeer, type Skippable } from '@millwright/testing';

export interface Nodes7Task {
  /** Addresses as nodes7 writes them, by name: `DB1,REAL4`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Written first. */
  readonly write?: Readonly<Record<string, unknown>>;
  readonly rack?: number;
  readonly slot?: number;
}

export interface Nodes7Told {
  /** What it has read, by name; `BAD 255` where it could not. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether it could not read one of them. */
  readonly bad: boolean;
  readonly writeFailed: boolean;
}

/** Lets nodes7 write and then read at a port; skips the test where it is not installed. */
export async function askWithNodes7(context: Skippable, port: number, task: Nodes7Task): Promise<Nodes7Told> {
  requirePeer(context, 'nodes7');
  const script = join(peersDirectory, 'nodes7/client.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, String(port), JSON.stringify(task)],
    {
      timeout: 60_000,
    },
  );
  return JSON.parse(stdout);
}
