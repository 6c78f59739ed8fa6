import { keepHere, keptHere } from '@millwright/editor';
import { readSaved, type SavedSelection, withoutSaved, withSaved } from './saved.ts';

const key = 'millwright.fleet.selections';

/** The saved selections of this browser. */
export interface SavedSelections {
  all(): readonly SavedSelection[];
  save(selection: SavedSelection): void;
  remove(name: string): void;
}

export function savedSelections(): SavedSelections {
  const all = (): readonly SavedSelection[] => readSaved(keptHere(key));
  return {
    all,
    save: (selection) => keepHere(key, JSON.stringify(withSaved(all(), selection))),
    remove: (name) => keepHere(key, JSON.stringify(withoutSaved(all(), name))),
  };
}
