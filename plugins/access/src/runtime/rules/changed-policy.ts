import type { Policy } from '@millwright/access';

/** More would not fit into what is recorded. */
const most = 100;

/** Names of what is other in a policy than before: `role engineer`, `binding user anna: engineer`. */
export function changedPolicy(before: Policy, after: Policy): string[] {
  const former = entriesOf(before);
  const next = entriesOf(after);
  const names = new Set([...former.keys(), ...next.keys()]);
  return [...names].filter((name) => former.get(name) !== next.get(name)).slice(0, most);
}

const entriesOf = ({ roles, bindings }: Policy): Map<string, string> =>
  new Map([
    ...roles.map((role) => [`role ${role.name}`, JSON.stringify(role)] as const),
    ...bindings.map((binding) => [nameOf(binding), JSON.stringify(binding)] as const),
  ]);

function nameOf({ subject, role }: Policy['bindings'][number]): string {
  const who = 'name' in subject ? `${subject.kind} ${subject.name}` : subject.kind;
  return `binding ${who}: ${role}`;
}
