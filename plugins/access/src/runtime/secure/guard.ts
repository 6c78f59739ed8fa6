import type { LogInProvider } from '@millwright/runtime';

/**
 * What `secure.cjs` and the plugin share, at `globalThis[Symbol.for('millwright.guard')]`. `secure.cjs` makes it while
 * `settings.js` is read, and lets nobody in on the admin side until `ready` is true; the plugin fills it in once all
 * that it guards with is in place, and takes itself out again when it is removed.
 */
export interface Guard {
  /** What this `secure.cjs` understands; another number means that one of both has to be updated. */
  readonly format: number;
  ready: boolean;
  /** What people are told while it is not, if the plugin knows. */
  problem: string | undefined;
  /** Who may log in, asked before what `settings.js` has. */
  provider: LogInProvider | undefined;
}

export const guardFormat = 1;
export const guardKey = 'millwright.guard';
