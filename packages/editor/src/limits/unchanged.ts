import { type RedItem, red } from '../red.ts';

interface Flags {
  readonly changed?: boolean;
  readonly moved?: boolean;
}

/**
 * What a deploy sends, with all that nobody changed on locked places as the server has it. The editor would write such
 * nodes anew, with defaults that their types have gained since: to the server that is a change of what is locked. The
 * same goes for configuration nodes, which may be used there.
 */
export function keepUnchanged(items: RedItem[], isLocked: (id: string) => boolean): RedItem[] {
  const deployed = new Map((red().nodes.originalFlow() ?? []).map((item) => [item.id, item]));
  return items.map((item) => {
    const kept = isLocked(item.id) || isLocked(String(item['z'])) || isConfiguration(item);
    const former = kept ? deployed.get(item.id) : undefined;
    return former && former['z'] === item['z'] && !isChanged(item) ? structuredClone(former) : item;
  });
}

/** It stands nowhere on a canvas. */
function isConfiguration(item: RedItem): boolean {
  return item['type'] !== 'tab' && item['type'] !== 'subflow' && !('x' in item) && !('wires' in item);
}

function isChanged({ id, credentials }: RedItem): boolean {
  const { nodes } = red();
  const live: Flags | null | undefined =
    nodes.node(id) ?? nodes.group(id) ?? nodes.junction(id) ?? nodes.workspace(id) ?? nodes.subflow(id);
  return Boolean(!live || live.changed || live.moved || credentials);
}
