import { createHash } from 'node:crypto';
import type { FlowItem } from '@millwright/flows';
import { releaseErrors } from '../errors.ts';
import type { Credentials } from '../seal/commitment.ts';
import { type Entry, entriesOf, globalConfigType, isEntry, isHome, isRecord } from './flow-environment.ts';
import { checkValues, type DeviceValue } from './value.ts';

/** What a device runs: the flows, credentials and revision of a slot. */
export interface FlowsWithEnvironment {
  readonly items: readonly FlowItem[];
  readonly credentials: Credentials;
  readonly rev: string;
}

/** Node-RED's `rev`: SHA-256 of `JSON.stringify(flows)`, in hexadecimal. */
export const revisionOf = (items: readonly FlowItem[]): string =>
  createHash('sha256').update(JSON.stringify(items)).digest('hex');

/**
 * Puts the values of a device where Node-RED has its global environment, so that `${NAME}` and every other way to ask
 * for it find them. Nothing else is changed, and nothing at all where there are no values. The same input gives the same
 * revision, on hub and device.
 *
 * An entry that the flows have of this name is replaced at its place. It keeps its type where a text can be of it
 * (`num`, `bool`, `json`); what would be evaluated (`jsonata`, `env`) becomes a plain text, since a value is never code.
 *
 * @param items the flows of the release; they are not changed
 * @throws `release.environment-secret` if the name is a secret in the flows and the value is none;
 *   `release.environment-value` if it is none of the type; `release.environment-name`
 */
export function withEnvironment(
  items: readonly FlowItem[],
  credentials: Credentials,
  values: readonly DeviceValue[],
): FlowsWithEnvironment {
  checkValues(values);
  if (values.length === 0) return { items, credentials, rev: revisionOf(items) };
  const all = items.some(isHome) ? items : [...items, newHome(items)];
  const own = valuesByHome(all, values);
  const merged = all.map((item) => {
    const given = own.get(item);
    return given ? { ...item, env: mergedEntries(item, given) } : item;
  });
  return { items: merged, credentials: withSecrets(credentials, own), rev: revisionOf(merged) };
}

/** As the editor makes one, with an id that is the same wherever it is made. */
export function newHome(items: readonly FlowItem[]): FlowItem {
  const taken = new Set(items.map(({ id }) => id));
  for (let count = 0; ; count++) {
    const id = createHash('sha256').update(`millwright environment ${count}`).digest('hex').slice(0, 16);
    if (!taken.has(id)) return { id, type: globalConfigType, env: [], modules: {} };
  }
}

/** Each value goes wherever its name is already, since any of them may be the one that Node-RED reads last; else to the last one. */
function valuesByHome(
  items: readonly FlowItem[],
  values: readonly DeviceValue[],
): ReadonlyMap<FlowItem, readonly DeviceValue[]> {
  const homes = items.filter(isHome);
  const own = new Map<FlowItem, DeviceValue[]>();
  for (const value of values) {
    const having = homes.filter((home) => entriesOf(home).some(({ name }) => name === value.name));
    for (const home of having.length > 0 ? having : homes.slice(-1))
      own.set(home, [...(own.get(home) ?? []), value]);
  }
  return own;
}

function mergedEntries({ env }: FlowItem, values: readonly DeviceValue[]): readonly unknown[] {
  const left = new Map(values.map((value) => [value.name, value]));
  const names = new Set(left.keys());
  const entries = (Array.isArray(env) ? (env as readonly unknown[]) : []).flatMap((entry) => {
    if (!isEntry(entry) || !names.has(entry.name)) return [entry];
    const value = left.get(entry.name);
    // The same name once more would take the value away again.
    if (!value || !left.delete(entry.name)) return [];
    return [{ ...entry, ...entryOf(value, entry) }];
  });
  return [...entries, ...[...left.values()].map((value) => entryOf(value))];
}

function entryOf({ name, value, isSecret }: DeviceValue, former?: Entry): Entry {
  if (isSecret) return { name, value: '__PWRD__', type: 'cred' };
  if (former?.type === 'cred') throw releaseErrors.environmentSecret({ name });
  const fits = former && Object.hasOwn(textOf, former.type) ? textOf[former.type] : undefined;
  if (!former || !fits) return { name, value, type: 'str' };
  if (!fits(value))
    throw releaseErrors.environmentValue({ name, reason: `it is not of the type ${former.type}` });
  return { name, value, type: former.type };
}

/** What can stand as a text where an entry has this type. */
const textOf: Readonly<Partial<Record<string, (text: string) => boolean>>> = {
  num: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  bool: (text) => text === 'true' || text === 'false',
  json: (text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  },
};

/** Node-RED keeps the secret ones of a global environment as a map, with a mark beside each. */
function withSecrets(
  credentials: Credentials,
  own: ReadonlyMap<FlowItem, readonly DeviceValue[]>,
): Credentials {
  const merged = new Map(Object.entries(credentials));
  for (const [{ id }, values] of own) {
    const secrets = values.filter(({ isSecret }) => isSecret);
    if (secrets.length === 0) continue;
    const former = merged.get(String(id));
    const map = secrets.flatMap(({ name, value }) => [
      [name, value],
      [`has_${name}`, value !== ''],
    ]);
    merged.set(String(id), {
      ...former,
      map: { ...(isRecord(former?.['map']) && former['map']), ...Object.fromEntries(map) },
    });
  }
  return Object.fromEntries(merged);
}
