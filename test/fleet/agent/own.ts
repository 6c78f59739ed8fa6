import type { NodeRedProcess } from '@millwright/testing';
import type { OwnState } from '../../../plugins/fleet/src/common/fleet.ts';

const base = '/millwright/fleet';

/** A refusal as a route answers it. */
interface Refusal {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A real Node-RED as a device, for people at it. */
export class OwnClient {
  readonly #nodeRed: NodeRedProcess;

  constructor(nodeRed: NodeRedProcess) {
    this.#nodeRed = nodeRed;
  }

  async done(method: string, path: string, body?: unknown): Promise<OwnState> {
    const answer = await this.#nodeRed.request<OwnState>(method, `${base}${path}`, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  state(): Promise<OwnState> {
    return this.done('GET', '/own');
  }

  enrol(code: string, name?: string): Promise<OwnState> {
    return this.done('POST', '/own/enrol', { code, ...(name !== undefined && { name }) });
  }

  async refused(method: string, path: string, body?: unknown): Promise<Refusal> {
    const answer = await this.#nodeRed.request<Refusal>(method, `${base}${path}`, body);
    if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.text}`);
    return answer.body;
  }

  async refusal(method: string, path: string, body?: unknown): Promise<string> {
    return (await this.refused(method, path, body)).code;
  }
}
