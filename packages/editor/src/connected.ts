import { red } from './red.ts';

/** Milliseconds after which the connection of a page is taken to stand, since nothing says that it does. */
const patience = 3000;

const place = Symbol.for('millwright.editor.connected');
/** Resolves with whether it had to be taken to stand: then something may have been missed. */
type Globals = { [place]?: Promise<boolean> };

/**
 * Resolves once topics may be asked for. A connection that asks before its log-in has been answered is turned away by
 * Node-RED, and the editor then asks people to log in. There is an event when it has been answered, which may have been
 * before this was loaded. Where nobody logs in there is nothing to wait for: undefined.
 */
export function connected(): Promise<boolean> | undefined {
  if (!red().settings.get('auth-tokens')) return undefined;
  const globals = globalThis as Globals;
  globals[place] ??= new Promise((resolve) => {
    const { comms } = red();
    const end = (late: boolean): void => {
      clearTimeout(timer);
      comms.off('connect', stands);
      resolve(late);
    };
    const stands = (): void => end(false);
    const timer = setTimeout(() => end(true), patience);
    comms.on('connect', stands);
  });
  return globals[place];
}
