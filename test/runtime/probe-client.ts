import assert from 'node:assert/strict';
import { type NodeRedProcess, waitFor } from '@millwright/testing';
import type { Described } from './probe/src/runtime/recorder.ts';

export type Behaviour = 'refuse' | 'throw' | 'hang' | 'warn' | 'rewrite' | 'hide' | null;

/** What a probe has noted of its Node-RED. */
export interface ProbeRecord {
  readonly ready: readonly string[];
  readonly started: readonly { readonly rev: string; readonly type: string; readonly given: boolean }[];
  readonly modules: readonly { readonly name: string; readonly version: string; readonly kind: string }[];
  readonly settings: { readonly nodeRed: string; readonly values: Readonly<Record<string, unknown>> };
  readonly secret: string;
  readonly flows: string;
  readonly directory: string;
  readonly greeting?: string;
  readonly actor: { readonly kind: string; readonly name?: string };
}

/** Talks to a probe plugin over its routes. */
export class ProbeClient {
  readonly #nodeRed: NodeRedProcess;
  readonly #base: string;
  token: string | undefined;

  constructor(nodeRed: NodeRedProcess, id = 'probe') {
    this.#nodeRed = nodeRed;
    this.#base = `/millwright/${id}`;
  }

  async operations(): Promise<readonly Described[]> {
    const { status, body } = await this.request<readonly Described[]>('GET', '/operations');
    assert.equal(status, 200);
    return body;
  }

  /** All operations that `work` led to. */
  async all(work: () => Promise<unknown>): Promise<readonly Described[]> {
    const before = (await this.operations()).length;
    await work();
    return (await this.operations()).slice(before);
  }

  /** The operations that `work` led to, but for those that only read. */
  async during(work: () => Promise<unknown>): Promise<readonly Described[]> {
    return (await this.all(work)).filter(({ kind }) => kind === 'write');
  }

  /** The only operation that `work` led to, but for those that only read. */
  async single(work: () => Promise<unknown>): Promise<Described> {
    const operations = await this.during(work);
    assert.equal(operations.length, 1);
    return operations[0] as Described;
  }

  async behave(phase: string, behaviour: Behaviour): Promise<void> {
    const { status, text } = await this.request('PUT', `/behaviour/${phase}`, { behaviour });
    assert.equal(status, 204, text);
  }

  /** Runs `work` while the probe behaves so. */
  async while<Result>(phase: string, behaviour: Behaviour, work: () => Promise<Result>): Promise<Result> {
    await this.behave(phase, behaviour);
    try {
      return await work();
    } finally {
      await this.behave(phase, null);
    }
  }

  /** Runs `work` while an operation of the probe holds those locks. */
  async holding<Result>(
    locks: readonly ('modules' | 'flows' | 'settings')[],
    work: () => Promise<Result>,
  ): Promise<Result> {
    const held = this.request('POST', '/hold', { locks });
    await waitFor('the operation to hold the locks', async () => {
      return (await this.request<{ held: boolean }>('GET', '/held')).body.held;
    });
    try {
      return await work();
    } finally {
      await this.request('POST', '/let-go');
      assert.equal((await held).status, 204);
    }
  }

  async record(): Promise<ProbeRecord> {
    return (await this.request<ProbeRecord>('GET', '/record')).body;
  }

  request<Body>(method: string, path: string, body?: unknown) {
    return this.#nodeRed.request<Body>(method, this.#base + path, body, { token: this.token });
  }
}

export const tab = (id: string, more: object = {}) => ({ id, type: 'tab', label: id, ...more });

/** A node that does nothing. */
export const comment = (id: string, z: string, more: object = {}) => ({
  id,
  type: 'comment',
  z,
  name: id,
  info: '',
  x: 100,
  y: 100,
  wires: [],
  ...more,
});
