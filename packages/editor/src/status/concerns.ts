import type { EditorDoor } from '../door.ts';
import { type Resource, WritableResource } from '../resource.ts';

/** What members say is wrong with themselves, a sentence for each: the self-test of the door knows nothing of it. */
export type Concerns = ReadonlyMap<string, string>;

/**
 * Says that something is wrong with a member, or (undefined) that nothing is any more.
 *
 * @param isGrave more than something to see to: what the member vouches for is not so
 */
export function setConcern(door: EditorDoor, name: string, text: string | undefined, isGrave = false): void {
  const resource = writable(door);
  door.graveConcerns ??= new Set();
  if (isGrave && text !== undefined) door.graveConcerns.add(name);
  else door.graveConcerns.delete(name);
  if (resource.value.get(name) === text) return;
  const next = new Map(resource.value);
  if (text === undefined) next.delete(name);
  else next.set(name, text);
  resource.set(next);
}

export function concernsOf(door: EditorDoor): Resource<Concerns> {
  return writable(door);
}

/** The bundle that made the door may be of a version that had no concerns. */
function writable(door: EditorDoor): WritableResource<Concerns> {
  door.concerns ??= new WritableResource<Concerns>(new Map());
  return door.concerns;
}

/** Whether what a member says is grave. */
export const isGrave = (door: EditorDoor, name: string): boolean => door.graveConcerns?.has(name) ?? false;

export const hasGrave = (door: EditorDoor): boolean => (door.graveConcerns?.size ?? 0) > 0;
