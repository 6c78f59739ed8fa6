import type { Label } from '../../common/fields.ts';
import type { EnvironmentValue, ValueOwner } from '../../common/values.ts';

/** One row of the table: what is typed. */
export interface ValueDraft {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
  /** A secret is there that nobody can read; it stays unless something is typed. */
  readonly kept: boolean;
}

export type ValueProblem = 'missing' | 'malformed' | 'twice' | 'reserved';
export type ReadValues =
  | {
      readonly ok: true;
      readonly values: { name: string; isSecret: boolean; value?: string }[];
    }
  /** By row. */
  | { readonly ok: false; readonly problems: ReadonlyMap<number, ValueProblem> };

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
/** Node-RED sets them for each node itself. */
const reserved = /^NR_(NODE|GROUP|FLOW|SUBFLOW)_/;

/** Identifies an owner: two of the same have the same key. */
export function ownerKey(owner: ValueOwner): string {
  if (owner.kind === 'device') return `device:${owner.device}`;
  return owner.kind === 'label' ? `label:${owner.label.name}=${owner.label.value}` : 'all';
}

/** The rows of one owner, by name. */
export function rowsOf(values: readonly EnvironmentValue[], owner: ValueOwner): ValueDraft[] {
  const key = ownerKey(owner);
  return values
    .filter((each) => ownerKey(each.owner) === key)
    .map(({ name, value, isSecret }) => ({
      name,
      value: value ?? '',
      isSecret,
      kept: isSecret && value === undefined,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What is to be sent; rows that nothing was typed into are none. */
export function readValues(rows: readonly ValueDraft[]): ReadValues {
  const problems = new Map<number, ValueProblem>();
  const values: { name: string; isSecret: boolean; value?: string }[] = [];
  for (const [index, { name: typed, value, isSecret, kept }] of rows.entries()) {
    const name = typed.trim();
    if (name === '' && value === '') continue;
    if (name === '') problems.set(index, 'missing');
    else if (!namePattern.test(name)) problems.set(index, 'malformed');
    else if (reserved.test(name)) problems.set(index, 'reserved');
    else if (values.some((each) => each.name === name)) problems.set(index, 'twice');
    else values.push({ name, isSecret, ...(kept && isSecret && value === '' ? {} : { value }) });
  }
  return problems.size === 0 ? { ok: true, values } : { ok: false, problems };
}

/** A secret that is made readable has to be typed anew: nobody can read it. */
export function withSecret(row: ValueDraft, isSecret: boolean): ValueDraft {
  return { ...row, isSecret, kept: row.kept && isSecret };
}

/** Everybody, then labels, then devices: all that has values or could have some. */
export function ownersOf(
  values: readonly EnvironmentValue[],
  labels: readonly Label[],
  chosen: ValueOwner,
  devices: readonly ValueOwner[] = [],
): ValueOwner[] {
  const all: ValueOwner[] = [
    { kind: 'all' },
    ...labels.map(({ name, value }) => ({ kind: 'label' as const, label: { name, value } })),
    ...values.map(({ owner }) => owner),
    ...devices,
    chosen,
  ];
  const byKey = new Map(all.map((owner) => [ownerKey(owner), owner]));
  const rank = { all: 0, label: 1, device: 2 };
  return [...byKey.values()].sort(
    (one, other) => rank[one.kind] - rank[other.kind] || (ownerKey(one) < ownerKey(other) ? -1 : 1),
  );
}
