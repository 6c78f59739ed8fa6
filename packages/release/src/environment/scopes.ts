import type { FlowItem } from '@millwright/flows';
import { entriesOf } from './flow-environment.ts';

/**
 * Where an item looks for an environment value before it asks the global environment: the groups around it, then its
 * tab, or its subflow and wherever that is used.
 *
 * @see `getSetting` of @node-red/runtime, lib/flows: Group.js, Flow.js, Subflow.js
 */
export class Scopes {
  readonly #byId = new Map<unknown, FlowItem>();
  /** The nodes of each subflow, by the id of its definition. */
  readonly #instances = new Map<string, FlowItem[]>();

  constructor(items: readonly FlowItem[]) {
    for (const item of items) {
      if (typeof item['id'] === 'string') this.#byId.set(item['id'], item);
      const type = String(item['type'] ?? '');
      if (!type.startsWith('subflow:')) continue;
      const id = type.slice('subflow:'.length);
      const known = this.#instances.get(id);
      if (known) known.push(item);
      else this.#instances.set(id, [item]);
    }
  }

  /** Whether Node-RED leaves this item out: it, or its tab, is disabled. */
  isDisabled({ d, z, type, disabled }: FlowItem): boolean {
    const place = typeof z === 'string' ? this.#byId.get(z) : undefined;
    return d === true || (type === 'tab' && disabled === true) || place?.['disabled'] === true;
  }

  /** Whether something around this item gives the value, wherever the item runs. */
  isGiven(name: string, item: FlowItem): boolean {
    // The entries of a tab, group or subflow may mean one another; one that names itself means what is around it.
    const isOwn = entriesOf(item).some((entry) => entry.name === name && entry.value !== name);
    return isOwn || this.#isGivenAround(name, item);
  }

  /**
   * It is, unless one way out of here ends without it. Each place is looked at once: groups, or subflows, within themselves
   * run nowhere, so they ask for nothing. Flows may be nested deeper than a stack.
   */
  #isGivenAround(name: string, item: FlowItem): boolean {
    const seen = new Set([item]);
    for (const inner of seen) {
      const around = this.#around(name, inner);
      if (around === undefined) return false;
      for (const place of around) if (!has(place, name)) seen.add(place);
    }
    return true;
  }

  /** @returns what is asked next, all of it; undefined where nothing is left to ask */
  #around(name: string, item: FlowItem): readonly FlowItem[] | undefined {
    const group = this.#byId.get(item['g']);
    if (group) return [group];
    const place = item['type'] === 'subflow' ? item : this.#byId.get(item['z']);
    if (place !== undefined && place !== item && has(place, name)) return [];
    if (place?.['type'] !== 'subflow') return undefined;
    return (this.#instances.get(String(place['id'])) ?? []).filter((use) => !this.isDisabled(use));
  }
}

const has = (item: FlowItem, name: string): boolean => entriesOf(item).some((entry) => entry.name === name);
