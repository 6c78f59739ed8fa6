import { type Item, plant } from './plant.ts';

export type Change = (items: readonly Item[]) => readonly Item[];

/** The plant after some changes. */
export const after = (...changes: readonly Change[]): readonly Item[] =>
  changes.reduce((items, change) => change(items), plant);

/** Gives the item of an id other properties; `id`, `type` and `z` too. */
export const changed =
  (id: string, more: object): Change =>
  (items) =>
    items.map((item) => (item.id === id ? { ...item, ...more } : item));

export const plus =
  (...added: readonly object[]): Change =>
  (items) => [...items, ...(added as readonly Item[])];

export const minus =
  (...ids: readonly string[]): Change =>
  (items) =>
    items.filter(({ id }) => !ids.includes(id));

/** Without a property that the item of an id has. */
export const lacking =
  (id: string, property: string): Change =>
  (items) =>
    items.map((item) => {
      if (item.id !== id) return item;
      const { [property]: _gone, ...rest } = item;
      return rest as Item;
    });

/** The item of an id comes before all others. */
export const first =
  (id: string): Change =>
  (items) => [...items.filter((item) => item.id === id), ...items.filter((item) => item.id !== id)];
