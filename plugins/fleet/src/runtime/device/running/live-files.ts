import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { FlowItem } from '@millwright/flows';
import { type Credentials, revisionOf } from '@millwright/release';
import type { RunningNodeRed } from '@millwright/runtime';
import { isMissing, writeWhole } from '../files.ts';

/** What Node-RED loads: flows, plain credentials, and the revision that it will say. */
export interface LiveFlows {
  readonly flows: readonly FlowItem[];
  readonly credentials: Credentials;
  readonly rev: string;
}

type NodeRed = Pick<RunningNodeRed, 'flowFiles' | 'encryptCredentials' | 'decryptCredentials'>;

/** The two files that Node-RED keeps its flows in. */
export class LiveFiles {
  readonly #nodeRed: NodeRed;

  constructor(nodeRed: NodeRed) {
    this.#nodeRed = nodeRed;
  }

  /**
   * What Node-RED would load now. No file, an empty one, or one that is no JSON are no flows to it.
   *
   * @throws `runtime.flows-elsewhere`, `runtime.credentials-unreadable`
   */
  async read(): Promise<LiveFlows> {
    const { flows: file, credentials } = this.#nodeRed.flowFiles();
    const flows = (await jsonOf(file, [])) as readonly FlowItem[];
    return {
      flows,
      credentials: this.#nodeRed.decryptCredentials(await jsonOf(credentials, {})),
      rev: revisionOf(flows),
    };
  }

  /** Whether there are flows that Node-RED can read; to it all else are no flows. */
  async areReadable(): Promise<boolean> {
    return Array.isArray(await jsonOf(this.#nodeRed.flowFiles().flows, undefined));
  }

  /** Makes it what Node-RED loads, durably. Files that hold it already stay as they are. */
  async write({ flows, credentials }: Omit<LiveFlows, 'rev'>): Promise<void> {
    const files = this.#nodeRed.flowFiles();
    const indent = files.isPretty ? 4 : undefined;
    if (!(await this.#holds(files.credentials, credentials))) {
      const sealed = await this.#nodeRed.encryptCredentials(credentials);
      await writeWhole(
        files.credentials,
        JSON.stringify(sealed, undefined, indent),
        await modeOf(files.credentials),
      );
    }
    const text = JSON.stringify(flows, undefined, indent);
    if ((await textOf(files.flows)) !== text) await writeWhole(files.flows, text, await modeOf(files.flows));
  }

  async #holds(file: string, credentials: Credentials): Promise<boolean> {
    try {
      const there = this.#nodeRed.decryptCredentials(await jsonOf(file, undefined));
      return digestOf(there) === digestOf(credentials);
    } catch {
      return false;
    }
  }
}

const digestOf = (credentials: Credentials): string =>
  createHash('sha256').update(JSON.stringify(credentials)).digest('hex');

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** @param none what Node-RED takes a file for that is missing, empty or malformed */
async function jsonOf(file: string, none: unknown): Promise<unknown> {
  const text = (await textOf(file))?.replace(/^\uFEFF/, '');
  if (text === undefined || text === '') return none;
  try {
    return JSON.parse(text);
  } catch {
    return none;
  }
}

/** Who may read it stays as it was. */
async function modeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch {
    return 0o600;
  }
}
