import { red } from '../red.ts';

/** A tab or subflow that the next deploy changes; `configuration` stands for what belongs to none. */
export interface PartToDeploy {
  readonly kind: 'tab' | 'subflow' | 'configuration';
  readonly state: 'added' | 'changed' | 'removed';
  /** Empty when it has no name. */
  readonly label: string;
}

type Flags = {
  readonly changed?: boolean;
  readonly added?: boolean;
  readonly contentsChanged?: boolean;
};

const differs = ({ changed, added, contentsChanged }: Flags): boolean =>
  Boolean(changed || added || contentsChanged);

/** What of this editor's flows is not deployed, tabs first, as far as the editor itself keeps count. */
export function partsToDeploy(): PartToDeploy[] {
  const { nodes } = red();
  if (!nodes.dirty()) return [];
  const found: PartToDeploy[] = [];
  const present = new Set<string>();
  for (const id of nodes.getWorkspaceOrder()) {
    const tab = nodes.workspace(id);
    present.add(id);
    if (tab && differs(tab)) found.push({ kind: 'tab', state: stateOf(tab), label: tab.label ?? '' });
  }
  nodes.eachSubflow((subflow) => {
    present.add(subflow.id);
    if (differs(subflow)) found.push({ kind: 'subflow', state: stateOf(subflow), label: subflow.name ?? '' });
  });
  for (const item of nodes.originalFlow() ?? [])
    if ((item.type === 'tab' || item.type === 'subflow') && !present.has(item.id))
      found.push({ kind: item.type, state: 'removed', label: item.label ?? item.name ?? '' });
  let configuration = false;
  nodes.eachConfig(({ changed }) => {
    configuration ||= changed === true;
  });
  // The editor does not mark a tab whose place among the others changed, nor where a configuration node was deleted.
  if (configuration || found.length === 0) found.push({ kind: 'configuration', state: 'changed', label: '' });
  return found;
}

const stateOf = ({ added }: Flags): PartToDeploy['state'] => (added ? 'added' : 'changed');
