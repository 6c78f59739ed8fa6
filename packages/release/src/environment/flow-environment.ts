import type { FlowItem } from '@millwright/flows';

/** An entry of `env`, as tabs, groups, subflows and the global configuration have them. */
export interface Entry {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

/** Where Node-RED keeps the global environment. There is one mostly, none sometimes, and nothing forbids several. */
export const globalConfigType = 'global-config';

/** Without an id it could not have credentials. */
export const isHome = ({ id, type }: FlowItem): boolean =>
  type === globalConfigType && typeof id === 'string';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isEntry = (value: unknown): value is Entry =>
  isRecord(value) && typeof value['name'] === 'string';

/** The entries of an item, whatever it is. */
export const entriesOf = ({ env }: FlowItem): readonly Entry[] =>
  Array.isArray(env) ? env.filter(isEntry) : [];
