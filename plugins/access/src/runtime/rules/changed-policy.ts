import type { Policy } from '@millwright/access';

/** More would not fit into what is recorded. */
const most = 100;

/**
 * Names of what came (`+`), went (`-`) and is other (`~`) in a policy than before: `+ role engineer`,
 * `~ role engineer: rule Night shift`, `- binding user anna: engineer`. A role that is there before and after is told by
 * its rules; by itself where something else of it, or the order of its rules, is other.
 */
export function changedPolicy(before: Policy, after: Policy): string[] {
  const former = new Map(before.roles.map((role) => [role.name, role]));
  const kept = after.roles.flatMap((role) => {
    const was = former.get(role.name);
    return was ? changedRole(was, role) : [];
  });
  const whole = compare(
    entries(
      before.roles,
      ({ name }) => `role ${name}`,
      () => '',
    ),
    entries(
      after.roles,
      ({ name }) => `role ${name}`,
      () => '',
    ),
  );
  const bindings = compare(
    entries(before.bindings, nameOf, (binding) => JSON.stringify(binding)),
    entries(after.bindings, nameOf, (binding) => JSON.stringify(binding)),
  );
  return [...whole, ...kept, ...bindings].slice(0, most);
}

type Role = Policy['roles'][number];
type Entries = ReadonlyMap<string, string>;

function changedRole(before: Role, after: Role): string[] {
  const name = `role ${after.name}`;
  const rulesOf = ({ rules }: Role): Entries =>
    entries(
      rules,
      (rule) => `${name}: rule ${rule.name}`,
      (rule) => JSON.stringify(rule),
    );
  const [former, next] = [rulesOf(before), rulesOf(after)];
  const rules = compare(former, next);
  const isOther = !same({ ...before, rules: [] }, { ...after, rules: [] });
  const isSame = rules.length > 0 || same(before.rules, after.rules);
  return isOther || !isSame ? [`~ ${name}`, ...rules] : rules;
}

/** What is there twice under one name counts together. */
function entries<Item>(
  items: readonly Item[],
  nameOfItem: (item: Item) => string,
  text: (item: Item) => string,
): Entries {
  const found = new Map<string, string>();
  for (const item of items) {
    const name = nameOfItem(item);
    found.set(name, `${found.get(name) ?? ''}${text(item)}`);
  }
  return found;
}

function compare(former: Entries, next: Entries): string[] {
  return [
    ...[...former.keys()].filter((name) => !next.has(name)).map((name) => `- ${name}`),
    ...[...next].flatMap(([name, text]) => {
      const was = former.get(name);
      if (was === undefined) return [`+ ${name}`];
      return was === text ? [] : [`~ ${name}`];
    }),
  ];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function nameOf({ subject, role }: Policy['bindings'][number]): string {
  const who = 'name' in subject ? `${subject.kind} ${subject.name}` : subject.kind;
  return `binding ${who}: ${role}`;
}
