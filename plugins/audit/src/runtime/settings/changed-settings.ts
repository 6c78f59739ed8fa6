import type { Facts } from '@millwright/runtime';
import type { AuditSettings, Destination } from '../../common/settings.ts';
import { changedValues } from './changed-values.ts';
import { hasSecret, secretFieldOf, secretOf, withSecret } from './secret-field.ts';

/** More would not fit into an event. */
const most = 100;

interface Identified {
  readonly id: string;
}

/**
 * What the event of changed settings says: names of what is other than before, such as `retention.change.days`,
 * `destinations.siem`, and the values of it that are no secrets.
 *
 * @param after as it was sent: secrets that stay are absent or null
 */
export function changedSettings(before: AuditSettings, after: AuditSettings): Facts {
  const lists = (['holds', 'destinations'] as const).map((list) => compare(list, before[list], after[list]));
  const { holds: _holds, destinations: _destinations, ...general } = before;
  const { holds: _nextHolds, destinations: _nextDestinations, ...nextGeneral } = after;
  const parts = {
    added: lists.flatMap(({ added }) => added),
    removed: lists.flatMap(({ removed }) => removed),
    changed: [...differences('', general, nextGeneral), ...lists.flatMap(({ changed }) => changed)],
  };
  const { values, ...moreValues } = changedValues(before, after);
  return {
    ...Object.fromEntries(
      Object.entries({ ...parts, values })
        .filter(([, names]) => names.length > 0)
        .map(([part, names]) => [part, names.slice(0, most)]),
    ),
    ...moreValues,
  };
}

function compare(list: string, before: readonly Identified[], after: readonly Identified[]) {
  const former = new Map(before.map((entry) => [entry.id, entry]));
  const next = new Map(after.map((entry) => [entry.id, entry]));
  return {
    added: [...next.keys()].filter((id) => !former.has(id)).map((id) => `${list}.${id}`),
    removed: [...former.keys()].filter((id) => !next.has(id)).map((id) => `${list}.${id}`),
    changed: [...next].flatMap(([id, entry]) => {
      const was = former.get(id);
      return was
        ? differences(`${list}.${id}.`, plain(was), plain(entry)).concat(givenSecret(list, entry))
        : [];
    }),
  };
}

/** Secrets are never compared: that one is given is a change. */
const plain = (entry: Identified): object => withSecret(entry as Destination, undefined);

function givenSecret(list: string, entry: Identified): string[] {
  const destination = entry as Destination;
  if (!hasSecret(destination) || typeof secretOf(destination) !== 'string') return [];
  return [`${list}.${entry.id}.${secretFieldOf(destination)}`];
}

function differences(path: string, before: object, after: object): string[] {
  const former = before as Readonly<Record<string, unknown>>;
  const next = after as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(former), ...Object.keys(next)])].flatMap((name) => {
    const [was, is] = [former[name], next[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return isRecord(was) && isRecord(is) ? differences(`${path}${name}.`, was, is) : [`${path}${name}`];
  });
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
