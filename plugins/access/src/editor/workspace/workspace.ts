import {
  type EditorDoor,
  limitDeploy,
  limitNewTabs,
  limitNodeButtons,
  lockPlaces,
  markTabs,
  noteDialogs,
  onOwnDeploy,
  onPlaceChange,
  onRefusedDeploy,
  requireDeployNote,
} from '@millwright/editor';
import type { AccessTexts } from '../texts.ts';
import type { OwnAccess } from '../user/own-access.ts';
import { dialogNote } from './dialog-notes.ts';
import { limitsOf } from './limits-of.ts';
import { refusedTabs } from './refused-tabs.ts';
import { tellUnreadFlows } from './unread-flows.ts';

/** Shows on the canvas what the user may do there, until the result is called. */
export function startWorkspace(
  door: EditorDoor,
  texts: AccessTexts,
  own: Pick<OwnAccess, 'follow'>,
): () => void {
  const places = lockPlaces();
  const deploy = limitDeploy();
  const newTabs = limitNewTabs();
  const buttons = limitNodeButtons();
  const refused = markTabs();
  /** Nothing is refused as long as nobody owns the instance, whatever its rules say. */
  let owned = false;
  let marks: ReadonlyMap<string, string> = new Map();
  const mark = (next: ReadonlyMap<string, string>): void => {
    marks = next;
    refused.set(marks);
  };
  const stops = [
    own.follow((answer) => {
      // After a failure what was known before counts; the sidebar tells of it.
      if (!answer.ok) return;
      owned = answer.value.phase !== 'off';
      const limits = limitsOf(answer.value, texts);
      places.set(limits.locked);
      deploy.set(limits.deploy);
      newTabs.set(limits.newTab);
      buttons.set(limits.button);
      requireDeployNote(door, limits.note);
    }),
    tellUnreadFlows(texts),
    noteDialogs(async (edited) => (owned ? dialogNote(edited, texts) : undefined)),
    onRefusedDeploy((told) => mark(refusedTabs(told, texts))),
    onOwnDeploy(() => mark(new Map())),
    onPlaceChange((id) => {
      if (marks.has(id)) mark(new Map([...marks].filter(([other]) => other !== id)));
    }),
    () => requireDeployNote(door, undefined),
    ...[places, deploy, newTabs, buttons, refused].map((limit) => () => limit.remove()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
