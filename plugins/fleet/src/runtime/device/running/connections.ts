import { readFile } from 'node:fs/promises';
import type { Host, NodeStatus } from '@millwright/runtime';
import * as v from 'valibot';
import { writeWhole } from '../files.ts';

const saved = v.array(v.string());

/**
 * What stands under the nodes, and which of them showed a connection before the switch: noted on the disk, since the process may
 * be another one by the end of the health window.
 */
export class Connections {
  readonly #file: string;
  readonly #statuses = new Map<string, NodeStatus>();

  constructor(host: Pick<Host, 'onNodeStatus'>, file: string) {
    this.#file = file;
    host.onNodeStatus((id, status) => void this.#statuses.set(id, status));
  }

  /** Notes which are up now. */
  async keep(): Promise<void> {
    const up = [...this.#statuses].filter(([, status]) => isConnected(status)).map(([id]) => id);
    await writeWhole(this.#file, JSON.stringify(up));
  }

  /** Those that were noted. One that cannot be read is none: nobody is held up for it. */
  async kept(): Promise<readonly string[]> {
    try {
      return v.parse(saved, JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }

  isUp(id: string): boolean {
    const status = this.#statuses.get(id);
    return status !== undefined && isConnected(status);
  }

  /** Whether the last that it said of itself is that all is well. */
  isGreen(id: string): boolean {
    return this.#statuses.get(id)?.fill === 'green';
  }
}

/** Words of Node-RED's own nodes and of ours, and what many others write. Green alone is said of many things. */
const words = /(?:^|[.: ])(?:connected|online|verbunden)\b/i;
const isConnected = ({ fill, text = '' }: NodeStatus): boolean => fill === 'green' && words.test(text);
