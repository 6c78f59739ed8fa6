import { encodeNote, noteHeader } from '@millwright/schema';
import type { EditorDoor } from '../door.ts';
import { jQuery, red } from '../red.ts';
import { whenEditorReady } from '../sidebar/first-visit.ts';
import { createNoteField, type NoteField } from './field.ts';

/** The field beside Deploy in which users say what they changed: one for the page, whoever asks for it. */
export interface DeployNote {
  /** Shows it to those who may deploy, until the result is called. */
  offer(): () => void;
}

/** Asks for the field beside Deploy. What stands in it goes with the deploy, and is gone once that has succeeded. */
export function offerDeployNote(door: EditorDoor): () => void {
  // The bundle that made the door may be of a version that had no such field.
  door.deployNote ??= createDeployNote();
  return door.deployNote.offer();
}

function createDeployNote(): DeployNote {
  let wanted = 0;
  let field: NoteField | undefined;
  const place = (): void => {
    const allowed = red().user.hasPermission('flows.write');
    if (wanted > 0 && allowed) field ??= createNoteField();
    else {
      field?.remove();
      field = undefined;
    }
  };
  red().events.on('login', place);
  sendWithDeploys(
    () => field?.text() ?? '',
    (sent) => field?.deployed(sent),
  );
  return {
    offer() {
      wanted += 1;
      let open = true;
      whenEditorReady(place);
      return () => {
        if (!open) return;
        open = false;
        wanted -= 1;
        place();
      };
    },
  };
}

/**
 * Puts the note on Node-RED's own request to deploy. jQuery cannot forget a filter, so there is one for each page.
 *
 * @param deployed called with the note that went with a deploy that succeeded
 */
function sendWithDeploys(note: () => string, deployed: (note: string) => void): void {
  jQuery().ajaxPrefilter((options, _given, request) => {
    if (options.url !== 'flows' || options.type?.toUpperCase() !== 'POST') return;
    // Restarting the flows changes nothing that could be noted.
    if (options.headers?.['Node-RED-Deployment-Type'] === 'reload') return;
    const text = note();
    if (text === '') return;
    request.setRequestHeader(noteHeader, encodeNote(text));
    request.done(() => deployed(text));
  });
}
