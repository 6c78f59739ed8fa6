import type { NodeRed } from '../red.ts';

/** What `settings.js` says to Millwright: its member `millwright.<area>`, whatever that is. */
export function ownSettings({ settings }: Pick<NodeRed, 'settings'>, area: string): unknown {
  const own = settings['millwright'];
  return typeof own === 'object' && own !== null
    ? (own as Readonly<Record<string, unknown>>)[area]
    : undefined;
}
