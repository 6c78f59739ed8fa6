import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@millwright/runtime';
import { troubleOf } from '../../trouble.ts';
import type { KeyChain } from './key-chain.ts';

/** Milliseconds. */
const retryEvery = 10_000;

/** Loads the keys of a hub, and tries again as long as its store or its disk does not answer. Node-RED does not wait for it. */
export async function loadKeys(
  keys: Pick<KeyChain, 'load'>,
  isHub: () => boolean,
  log: Pick<Log, 'error'>,
  signal: AbortSignal,
): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    try {
      if (isHub()) await keys.load();
      return;
    } catch (error) {
      const { code, message } = troubleOf(error);
      if (told !== message) log.error(`${message} (${code})`);
      told = message;
    }
    await pause(retryEvery, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
