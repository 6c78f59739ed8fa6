/** A node of the server, as its parent refers to it. */
export interface PickedNode {
  readonly address: string;
  readonly name: string;
  readonly class: string;
  /** In another server: it can be seen, and neither be opened nor chosen. */
  readonly elsewhere?: boolean | undefined;
}

/** One appearance of a node in the tree; a node that several refer to has several. */
export interface Place {
  /** The addresses from the top, each in one line: unique, and the parent's key is its beginning. */
  readonly key: string;
  readonly parent: string | undefined;
  /** 1 at the top. */
  readonly level: number;
  readonly node: PickedNode;
}

/** What is known of what a place refers to. */
export type Below =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'known'; readonly places: readonly Place[]; readonly truncated: boolean };

/** The tree as far as it was looked at. Nothing is ever changed in it: each step makes another. */
export interface Tree {
  readonly roots: readonly Place[];
  readonly below: ReadonlyMap<string, Below>;
  readonly open: ReadonlySet<string>;
  readonly active: string | undefined;
  /** What is chosen, by address. */
  readonly chosen: ReadonlyMap<string, Place>;
}

/** A line of the tree: a place, or what is to be said in the place of its children. */
export type Line =
  | {
      readonly kind: 'place';
      readonly key: string;
      readonly place: Place;
      /** Undefined where there is nothing to open. */
      readonly isOpen: boolean | undefined;
      readonly position: number;
      readonly size: number;
    }
  | {
      readonly kind: 'loading' | 'failed' | 'empty' | 'truncated';
      readonly key: string;
      readonly parent: string;
      readonly level: number;
      readonly text: string;
    };

const separator = '\n';

/** An identifier may hold any character. */
const lineOf = (address: string): string => address.replaceAll(separator, '\\n');

export const treeOf = (nodes: readonly PickedNode[]): Tree => {
  const roots = placesOf(nodes, undefined);
  return { roots, below: new Map(), open: new Set(), active: roots[0]?.key, chosen: new Map() };
};

/** The key of a node below a place. */
export const keyBelow = (parent: string | undefined, { address }: PickedNode): string =>
  parent === undefined ? lineOf(address) : `${parent}${separator}${lineOf(address)}`;

const placesOf = (nodes: readonly PickedNode[], parent: Place | undefined): readonly Place[] =>
  nodes.map((node) => ({
    key: keyBelow(parent?.key, node),
    parent: parent?.key,
    level: (parent?.level ?? 0) + 1,
    node,
  }));

/** Methods have nothing below them but what describes them. */
export const mayOpen = ({ node }: Place, below: Below | undefined): boolean =>
  node.class !== 'Method' &&
  node.elsewhere !== true &&
  !(below?.kind === 'known' && below.places.length === 0 && node.class !== 'Object');

export function placeAt(tree: Tree, key: string): Place | undefined {
  const ofRoot = tree.roots.find((root) => root.key === key);
  if (ofRoot !== undefined) return ofRoot;
  const parent = tree.below.get(key.slice(0, key.lastIndexOf(separator)));
  return parent?.kind === 'known' ? parent.places.find((place) => place.key === key) : undefined;
}

/** All that is to be seen, from top to bottom. */
export function linesOf(tree: Tree): readonly Line[] {
  const lines: Line[] = [];
  const add = (places: readonly Place[]): void => {
    for (const [index, place] of places.entries()) {
      const { key } = place;
      const below = tree.below.get(key);
      const isOpen = mayOpen(place, below) ? tree.open.has(key) : undefined;
      lines.push({ kind: 'place', key, place, isOpen, position: index + 1, size: places.length });
      if (isOpen === true) addBelow(place, below);
    }
  };
  const addBelow = (place: Place, below: Below | undefined): void => {
    const said = (kind: 'loading' | 'failed' | 'empty' | 'truncated', text = ''): void => {
      const key = `${place.key}${separator}${separator}${kind}`;
      lines.push({ kind, key, parent: place.key, level: place.level + 1, text });
    };
    if (below === undefined || below.kind === 'loading') said('loading');
    else if (below.kind === 'failed') said('failed', below.text);
    else if (below.places.length === 0) said('empty');
    else {
      add(below.places);
      if (below.truncated) said('truncated');
    }
  };
  add(tree.roots);
  return lines;
}

/** Opens a place; what is below it is to be asked for where that is not known. */
export function opened(tree: Tree, key: string): Tree {
  const place = placeAt(tree, key);
  if (place === undefined || !mayOpen(place, tree.below.get(key))) return tree;
  return { ...tree, open: new Set([...tree.open, key]) };
}

export const closed = (tree: Tree, key: string): Tree => {
  const open = new Set(tree.open);
  open.delete(key);
  const within = tree.active?.startsWith(`${key}${separator}`) === true;
  return { ...tree, open, ...(within && { active: key }) };
};

export const loading = (tree: Tree, key: string): Tree => withBelow(tree, key, { kind: 'loading' });

export const failed = (tree: Tree, key: string, text: string): Tree =>
  withBelow(tree, key, { kind: 'failed', text });

/** What a place refers to has come. A node that is there twice, by two references, stands there once. */
export function loaded(tree: Tree, key: string, nodes: readonly PickedNode[], truncated: boolean): Tree {
  const place = placeAt(tree, key);
  if (place === undefined) return tree;
  const once = [...new Map(nodes.map((node) => [node.address, node])).values()];
  return withBelow(tree, key, { kind: 'known', places: placesOf(once, place), truncated });
}

const withBelow = (tree: Tree, key: string, below: Below): Tree => ({
  ...tree,
  below: new Map(tree.below).set(key, below),
});

/** Whether what is below an open place has still to be asked for. */
export const isUnknown = (tree: Tree, key: string): boolean => {
  const below = tree.below.get(key);
  return below === undefined || below.kind === 'failed';
};

export const activated = (tree: Tree, key: string): Tree => ({ ...tree, active: key });

/** Chooses a place, or no longer. @param several whether others stay chosen */
export function toggled(tree: Tree, place: Place, several: boolean): Tree {
  const { address } = place.node;
  const chosen = new Map(several ? tree.chosen : []);
  if (tree.chosen.has(address)) chosen.delete(address);
  else chosen.set(address, place);
  return { ...tree, chosen };
}

/** What a key does in a tree; undefined where it does nothing. */
export type Move =
  | { readonly kind: 'go'; readonly key: string }
  | { readonly kind: 'open' | 'close'; readonly key: string };

/**
 * @param perPage lines that are in sight
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function moveFor(
  pressed: string,
  lines: readonly Line[],
  active: string | undefined,
  perPage: number,
): Move | undefined {
  const stops = lines.filter(({ kind }) => kind === 'place' || kind === 'failed');
  const now = Math.max(
    0,
    stops.findIndex(({ key }) => key === active),
  );
  const line = stops[now];
  const go = (index: number): Move | undefined => {
    const to = stops[Math.max(0, Math.min(stops.length - 1, index))];
    return to && { kind: 'go', key: to.key };
  };
  switch (pressed) {
    case 'ArrowDown':
      return go(now + 1);
    case 'ArrowUp':
      return go(now - 1);
    case 'PageDown':
      return go(now + perPage);
    case 'PageUp':
      return go(now - perPage);
    case 'Home':
      return go(0);
    case 'End':
      return go(stops.length - 1);
    case 'ArrowRight':
      if (line?.kind !== 'place' || line.isOpen === undefined) return undefined;
      return line.isOpen ? go(now + 1) : { kind: 'open', key: line.key };
    case 'ArrowLeft': {
      if (line?.kind === 'place' && line.isOpen === true) return { kind: 'close', key: line.key };
      const parent = line?.kind === 'place' ? line.place.parent : line?.parent;
      return parent === undefined ? undefined : { kind: 'go', key: parent };
    }
    default:
      return undefined;
  }
}
