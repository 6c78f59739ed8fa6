import { red } from './red.ts';

/** A text that this browser keeps for this Node-RED; undefined where it keeps none. */
export const keptHere = (key: string): string | undefined => red().settings.getLocal(key) ?? undefined;

/** @param key such as `millwright.fleet.selections` */
export function keepHere(key: string, text: string): void {
  red().settings.setLocal(key, text);
}
