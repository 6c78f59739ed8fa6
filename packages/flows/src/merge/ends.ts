import type { FlowItem } from '../document.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is FlowItem => typeof value === 'object' && value !== null;

const endOf = (wire: unknown): unknown => (isObject(wire) ? wire.id : undefined);

/** What changes in a subflow if its own wires (of its inputs, its outputs and its status) keep only these ends. */
export function portsWith(item: FlowItem, isKept: (id: unknown) => boolean): FlowItem {
  const changes: Record<string, unknown> = {};
  const kept = (port: unknown): unknown => {
    if (!isObject(port) || !isList(port.wires) || port.wires.every((wire) => isKept(endOf(wire))))
      return port;
    return { ...port, wires: port.wires.filter((wire) => isKept(endOf(wire))) };
  };
  for (const name of ['in', 'out', 'status']) {
    const value = item[name];
    const next = isList(value) ? value.map(kept) : kept(value);
    const same =
      isList(value) && isList(next) ? next.every((port, index) => port === value[index]) : next === value;
    if (!same) changes[name] = next;
  }
  return changes;
}

/** Where the own wires of a subflow lead. */
export function portEnds(item: FlowItem): readonly string[] {
  const ports = [item['in'], item['out'], item['status']].flat();
  const wires = ports.flatMap((port) => (isObject(port) && isList(port.wires) ? port.wires : []));
  return wires.map(endOf).filter(isText);
}
