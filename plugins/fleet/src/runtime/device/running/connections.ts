import { readFile } from 'node:fs/promises';
import type { Host, NodeStatus } from '@millwright/runtime';
import * as v from 'valibot';
import { writeWhole } from '../files.ts';

const ids = v.array(v.string());
const saved = v.object({ up: ids, broken: ids });
/** Ids of nodes. */
export type Kept = Readonly<Record<keyof v.InferOutput<typeof saved>, ReadonlySet<string>>>;

/**
 * What stands under the nodes, and what stood there before the switch, of what is compared with it: noted on the disk, since the
 * process may be another one by the end of the health window.
 */
export class Connections {
  readonly #file: string;
  readonly #statuses = new Map<string, NodeStatus>();

  constructor(host: Pick<Host, 'onNodeStatus'>, file: string) {
    this.#file = file;
    host.onNodeStatus((id, status) => void this.#statuses.set(id, status));
  }

  /** Notes which connections are up now, and which nodes cannot work. */
  async keep(): Promise<void> {
    const those = (hold: (status: NodeStatus) => boolean): string[] =>
      [...this.#statuses].filter(([, status]) => hold(status)).map(([id]) => id);
    await writeWhole(this.#file, JSON.stringify({ up: those(isConnected), broken: those(isMisconfigured) }));
  }

  /** Those that were noted. Where they cannot be read there are none. */
  async kept(): Promise<Kept> {
    const { up, broken } = await this.#read();
    return { up: new Set(up), broken: new Set(broken) };
  }

  async #read(): Promise<v.InferOutput<typeof saved>> {
    try {
      return v.parse(saved, JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return { up: [], broken: [] };
    }
  }

  isUp(id: string): boolean {
    const status = this.#statuses.get(id);
    return status !== undefined && isConnected(status);
  }

  /** Whether the last that it said of itself is that it cannot work as it is set. */
  isBroken(id: string): boolean {
    const status = this.#statuses.get(id);
    return status !== undefined && isMisconfigured(status);
  }

  /** Whether it says that nobody has asked anything of it yet: then nothing is known of what it speaks to. */
  isIdle(id: string): boolean {
    return this.#statuses.get(id)?.is === 'idle';
  }

  /** Whether the last that it said of itself is that all is well. */
  isGreen(id: string): boolean {
    return this.#statuses.get(id)?.fill === 'green';
  }
}

/** Words of Node-RED's own nodes and of ours, and what many others write. Green alone is said of many things. */
const words = /(?:^|[.: ])(?:connected|online|verbunden)\b/i;
const isConnected = ({ fill, text = '' }: NodeStatus): boolean => fill === 'green' && words.test(text);

/** As nodes of ours say it: never of a PLC that is off, which may be back at any time. Red alone is said of many things. */
const isMisconfigured = ({ is }: NodeStatus): boolean => is === 'misconfigured';
