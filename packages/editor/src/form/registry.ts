/**
 * How a pack's editor bundle and the small html of each of its nodes find each other. Node-RED loads them in any order:
 * at the start of the editor the bundle (a plugin) first, after an installation into a running editor whichever comes.
 *
 * Each node's html says `(globalThis.millwrightNodes ??= []).push('<type>')`. As long as no bundle is there that is an
 * array. The first bundle puts this object in its place; every other one finds it and adds its own types. Packs of
 * different versions share a page, so the two methods keep their meaning.
 */
export interface NodeRegistry {
  /** A node's html is in the page: registers the type now, or as soon as a pack offers it. */
  push(...types: readonly string[]): void;
  /** A pack knows how to register these types. A later offer of a type replaces the former: the pack was updated. */
  offer(registrars: Readonly<Record<string, () => void>>): void;
}

interface Page {
  millwrightNodes?: readonly unknown[] | NodeRegistry;
}

/** Registers node types as soon as their html is in the page, and those whose html already is. */
export function offerNodes(
  registrars: Readonly<Record<string, () => void>>,
  page: Page = globalThis as Page,
): void {
  const found = page.millwrightNodes;
  if (found !== undefined && 'offer' in found) {
    found.offer(registrars);
    return;
  }
  const registry = createRegistry(Array.isArray(found) ? found.map(String) : []);
  page.millwrightNodes = registry;
  registry.offer(registrars);
}

function createRegistry(queued: readonly string[]): NodeRegistry {
  const known = new Map<string, () => void>();
  const waiting = new Set(queued);
  const push = (...types: readonly string[]): void => {
    for (const type of types) {
      const register = known.get(type);
      if (register === undefined) waiting.add(type);
      else register();
    }
  };
  return {
    push,
    offer(registrars) {
      for (const [type, register] of Object.entries(registrars)) {
        known.set(type, register);
        if (waiting.delete(type)) register();
      }
    },
  };
}
