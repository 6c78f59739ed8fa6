import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, waitFor } from '@millwright/testing';
import { type Ask, type Lab, send } from '../../runtime/catalogue/case.ts';
import { recordsIn } from '../records.ts';

/** A change that fails or is refused, and is answered once that is on disk; so is everything before it. */
const barrier = '/library/none/functions/barrier.js';

/** What requests lead to in the audit log. */
export class Watch {
  readonly #lab: Omit<Lab, 'send'>;

  constructor(nodeRed: NodeRedProcess, token: string | undefined, tarball: string) {
    this.#lab = { nodeRed, token, tarball };
  }

  get lab(): Lab {
    return { ...this.#lab, send: (ask) => send(ask, this.#lab) };
  }

  /**
   * The outcomes that a request of somebody leads to, without intents and what happens to flows by themselves.
   *
   * @param token whose request it is; undefined: of nobody
   * @param least how many there have to be
   */
  async outcomes(
    ask: Ask,
    token: string | undefined,
    least = 1,
  ): Promise<{ readonly status: number; readonly text: string; readonly events: readonly AuditEvent[] }> {
    const { nodeRed } = this.#lab;
    await this.#flush();
    const from = recordsIn(nodeRed.userDirectory).length;
    const { status, text } = await send(ask, { ...this.#lab, token });
    await this.#flush();
    const seen = () =>
      recordsIn(nodeRed.userDirectory, from).filter(
        (event) => event.source?.path !== barrier && event.outcome !== undefined && event.class !== 'system',
      );
    // The route of a node settles once its answer has gone.
    await waitFor(`${least} outcomes of ${ask.method} ${ask.path}: ${status}`, () => seen().length >= least);
    return { status, text, events: seen() };
  }

  async #flush(): Promise<void> {
    const { nodeRed, token } = this.#lab;
    const { status } = await nodeRed.request('POST', barrier, { text: '' }, { token });
    assert.ok(status === 400 || status === 403, `${status}`);
  }
}

/** `flows.deploy success anna` */
export const short = ({ name, outcome, actor }: AuditEvent): string =>
  [name, outcome, actor.name ?? actor.kind].join(' ');
