/** A branch of a document; a leaf is anything else. */
type Branch = Map<string, unknown>;

/**
 * Values by name as an expression sees them: under their whole names, and as a tree where the names have dots, so that
 * `filler.speed` needs no quotes. Where one name is the beginning of another, the shorter one is a value and no tree.
 */
export function documentOf(values: readonly (readonly [name: string, value: unknown])[]): object {
  const root: Branch = new Map(values);
  for (const [name, value] of values) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    if (path.length === 0) continue;
    let branch: Branch | undefined = root;
    for (const step of path) {
      const next: unknown = branch.get(step) ?? new Map();
      branch.set(step, next);
      if (!(next instanceof Map)) {
        branch = undefined;
        break;
      }
      branch = next;
    }
    if (branch && !branch.has(last)) branch.set(last, value);
  }
  return objectOf(root);
}

/** Of own members only, whatever their names. */
function objectOf(branch: Branch): object {
  return Object.fromEntries(
    [...branch].map(([name, value]) => [name, value instanceof Map ? objectOf(value) : value]),
  );
}
