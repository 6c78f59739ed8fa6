import type { EditorDoor } from '@millwright/editor';
import type { FleetTexts } from './texts.ts';

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startFleet(_door: EditorDoor, _texts: FleetTexts): () => void {
  return () => {};
}
