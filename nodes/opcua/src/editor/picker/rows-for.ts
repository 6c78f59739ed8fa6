import type { Cells } from '@millwright/editor';
import type { Picked } from './picker-options.ts';

/** As many characters as a tag's name may have. */
const longestName = 100;

/**
 * Rows for what was chosen, except for addresses that the table has already. Names are those of the nodes; where that name is taken, with the
 * name of the node above, and with a number where that is not enough.
 */
export function rowsFor(
  picked: readonly Pick<Picked, 'node' | 'parent' | 'details'>[],
  present: readonly Cells[],
): readonly Cells[] {
  const addresses = new Set(present.map(({ address }) => String(address ?? '').trim()));
  const names = new Set(present.map(({ name }) => String(name ?? '').trim()));
  return picked.flatMap(({ node, parent, details }) => {
    if (addresses.has(node.address)) return [];
    addresses.add(node.address);
    const name = freeName(node.name, parent?.name, names);
    names.add(name);
    const access = accessOf(details?.access);
    return [{ name, address: node.address, ...(access !== undefined && { access }) }];
  });
}

function freeName(own: string, above: string | undefined, taken: ReadonlySet<string>): string {
  const plain = tidied(own);
  if (!taken.has(plain)) return plain;
  const longer = above === undefined ? plain : tidied(`${above}.${own}`);
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? longer : `${longer.slice(0, longestName - 6)} ${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** Names of tags become keys of messages: some cannot be any. */
const tidied = (name: string): string => {
  const text = name.trim().replace(/^_+/, '').slice(0, longestName).trim();
  return text === '' ? 'tag' : text;
};

/** What the table calls it. A variable that neither can be read nor written is to be read, which will say why it cannot. */
function accessOf(access: string | undefined): string | undefined {
  if (access === undefined) return undefined;
  return access === 'none' ? 'read' : access;
}
