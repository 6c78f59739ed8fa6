import { chmodSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import type { Dispose, RunningNodeRed } from '@millwright/runtime';

/** Characters. */
const longest = 180;
const leastSecret = 4;

/**
 * The error that nothing caught, as the process after is to tell it: that one ends this process before anybody could be told. It
 * stands beside the journal.
 */
export class LastError {
  readonly #file: string;
  readonly #nodeRed: Pick<RunningNodeRed, 'getFlows' | 'credentials'>;

  constructor(file: string, nodeRed: Pick<RunningNodeRed, 'getFlows' | 'credentials'>) {
    this.#file = file;
    this.#nodeRed = nodeRed;
  }

  /** One line, without what is secret here. */
  describe(error: unknown): string {
    const items = this.#nodeRed.getFlows()?.items ?? [];
    const secrets = items.flatMap(({ id }) => textsIn(this.#nodeRed.credentials(String(id))));
    return describeError(error, secrets);
  }

  /** At once, as the process is about to end. A full disk costs the words, and nothing else. */
  keep(error: unknown): void {
    try {
      writeFileSync(this.#file, this.describe(error), { mode: 0o600 });
      chmodSync(this.#file, 0o600);
    } catch {
      // What made the error matters more than why it was not kept.
    }
  }

  /** What the process before has kept, and forgets it. */
  async take(): Promise<string | undefined> {
    try {
      const text = await readFile(this.#file, 'utf8');
      await rm(this.#file, { force: true });
      return text || undefined;
    } catch {
      return undefined;
    }
  }
}

/** Hears each error that nothing caught, which ends the process unless Node-RED's settings say otherwise. */
export function onUncaught(listener: (error: unknown) => void): Dispose {
  process.on('uncaughtExceptionMonitor', listener);
  return () => void process.off('uncaughtExceptionMonitor', listener);
}

/**
 * An error as one short line, after the name of the function node that it came from, where its stack has one.
 *
 * @param secrets are left out of it, as are names and passwords in addresses
 */
export function describeError(error: unknown, secrets: readonly string[]): string {
  const { name, message, stack } = partsOf(error);
  const [, id, label] = /Function node[^:\n]*:([^\s:)]+)(?: \[([^\]\n]*)\])?:\d/.exec(stack) ?? [];
  const from = label || id;
  const said = name === '' || name === 'Error' ? message : `${name}: ${message}`;
  const text = (from === undefined ? said : `${from}: ${said}`).replace(/\/\/[^/\s@]*@/g, '//…@');
  const [first = ''] = [...secrets]
    .filter(({ length }) => length >= leastSecret)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
    .split('\n');
  return first.slice(0, longest);
}

/** Anything may be thrown. */
function partsOf(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
} {
  // Those of function nodes are made in another context, so they are of no class that is known here.
  const { name, message, stack } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return {
    name: typeof name === 'string' ? name : '',
    message: typeof message === 'string' ? message : textOf(error),
    stack: typeof stack === 'string' ? stack : '',
  };
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}

/** All texts in a value of plain JSON. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
