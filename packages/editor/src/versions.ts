import type { EditorDoor } from './door.ts';
import { WritableResource } from './resource.ts';

/** Shows what a version of the flows changed, if a member keeps versions. */
export type ShowVersion = ((number: number) => void) | undefined;

/** Says what shows a version in this page, so that other members can link to it; undefined takes it back. */
export function offerVersions(door: EditorDoor, show: ShowVersion): void {
  versionsOf(door).set(show);
}

/** What shows a version; undefined while no member of this page does. */
export const shownVersions = (door: EditorDoor): ShowVersion => versionsOf(door).value;

/** The bundle that made the door may be of a version that had no such offer. */
function versionsOf(door: EditorDoor): WritableResource<ShowVersion> {
  door.versions ??= new WritableResource<ShowVersion>(undefined);
  return door.versions;
}
