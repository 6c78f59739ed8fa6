import type { AuditSettings, Destination, Hold } from '../../common/settings.ts';

/** How many UTF-16 units all of them may have, and one text within: an event stays small. */
const most = 6000;
const longestText = 300;

/** What stands where there was, or is, nothing. */
const none = 'none';

interface Line {
  readonly path: string;
  /** JSON, or {@link none}. */
  readonly before: string;
  readonly after: string;
  /** The less, the graver. */
  readonly weight: number;
}

/**
 * What the values of changed settings were and are, the gravest first: `retention.change.days: 3650 -> 10`. Both sides
 * are JSON, or `none`; of a destination or hold they have its name and what differs. Secrets and certificates are left
 * out, and of addresses all but the origin.
 */
export function changedValues(
  before: AuditSettings,
  after: AuditSettings,
): { readonly values: readonly string[]; readonly moreValues?: number } {
  const lines = [
    ...itemLines(
      'destinations',
      before.destinations.map(shownDestination),
      after.destinations.map(shownDestination),
      0,
    ),
    ...leafLines('whenUnwritable', before.whenUnwritable, after.whenUnwritable, 10),
    ...leafLines('retention', before.retention, after.retention, 20),
    ...itemLines('holds', before.holds.map(shownHold), after.holds.map(shownHold), 5),
    ...leafLines('', { instance: before.instance }, { instance: after.instance }, 30),
  ].sort((one, other) => one.weight - other.weight);
  const values: string[] = [];
  let length = 0;
  for (const { path, before: was, after: is } of lines) {
    const text = `${path}: ${was} -> ${is}`;
    length += text.length;
    if (length > most) break;
    values.push(text);
  }
  const left = lines.length - values.length;
  return { values, ...(left > 0 ? { moreValues: left } : {}) };
}

interface Item {
  readonly id: string;
  /** How people know it. */
  readonly known: 'name' | 'reason';
  readonly shown: Readonly<Record<string, unknown>>;
}

/** What is no secret of a destination. */
function shownDestination(destination: Destination): Item {
  const { id, name, kind, enabled, classes, anchor } = destination;
  const common = { name, kind, enabled, anchor, classes };
  const place = (): object => {
    switch (destination.kind) {
      case 'file':
        return { directory: destination.directory };
      case 'syslog': {
        const { host, port, transport, facility } = destination;
        return { host, port, transport, facility };
      }
      case 'webhook':
        return { url: originOf(destination.url) };
      case 'mqtt':
        return { url: originOf(destination.url), topic: destination.topic };
    }
  };
  return { id, known: 'name', shown: { ...common, ...place() } };
}

const shownHold = ({ id, reason, since, until }: Hold): Item => ({
  id,
  known: 'reason',
  shown: { reason, since, until },
});

/** Paths and queries of webhooks are often all that keeps others out. */
function originOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

const addedWeight = 40;

/** What is taken away weighs more than what is changed; what is added hides nothing. */
function itemLines(list: string, before: readonly Item[], after: readonly Item[], weight: number): Line[] {
  const next = new Map(after.map((item) => [item.id, item]));
  const former = new Set(before.map(({ id }) => id));
  const pathOf = ({ id }: Item): string => `${list}.${id}`;
  const added = after.filter(({ id }) => !former.has(id));
  return [
    ...before.flatMap((was): Line[] => {
      const path = pathOf(was);
      const is = next.get(was.id);
      if (!is) return [{ path, before: json(was.shown), after: none, weight }];
      const names = namesOf(was.shown, is.shown).filter((name) => differ(was.shown[name], is.shown[name]));
      if (names.length === 0) return [];
      const some = ({ shown, known }: Item) =>
        json(Object.fromEntries([...new Set([known, ...names])].map((name) => [name, shown[name]])));
      return [{ path, before: some(was), after: some(is), weight: weight + 1 }];
    }),
    ...added.map(
      (is): Line => ({ path: pathOf(is), before: none, after: json(is.shown), weight: addedWeight }),
    ),
  ];
}

function leafLines(path: string, before: object, after: object, weight: number): Line[] {
  const was = before as Readonly<Record<string, unknown>>;
  const is = after as Readonly<Record<string, unknown>>;
  return namesOf(was, is).flatMap((name) => {
    const one = path === '' ? name : `${path}.${name}`;
    const [from, to] = [was[name], is[name]];
    if (!differ(from, to)) return [];
    if (isRecord(from) && isRecord(to)) return leafLines(one, from, to, weight);
    return [{ path: one, before: json(from), after: json(to), weight }];
  });
}

const namesOf = (before: object, after: object): string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null;

const json = (value: unknown): string =>
  value === undefined
    ? none
    : JSON.stringify(value, (_name, each: unknown) =>
        typeof each === 'string' && each.length > longestText
          ? `${each.slice(0, longestText - 1).toWellFormed()}…`
          : each,
      );
