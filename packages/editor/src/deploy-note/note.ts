import { encodeNote, noteHeader } from '@millwright/schema';
import type { EditorDoor } from '../door.ts';
import { jQuery, red } from '../red.ts';
import { whenEditorReady } from '../sidebar/first-visit.ts';
import { createNoteField, type NoteField } from './field.ts';
import { guardDeploy } from './guard.ts';

/** The field beside Deploy in which users say what they changed: one for the page, whoever asks for it. */
export interface DeployNote {
  /** Shows it to those who may deploy, until the result is called. */
  offer(): () => void;
  /**
   * Asks for it before each deploy, or no longer. Absent where the bundle that made the door is of a version that could
   * not: the server then refuses what lacks it.
   */
  require?(requirement: NoteRequirement | undefined): void;
}

export interface NoteRequirement {
  /** Characters, without blanks at the ends. */
  readonly minLength: number;
}

/** Asks for the field beside Deploy. What stands in it goes with the deploy, and is gone once that has succeeded. */
export function offerDeployNote(door: EditorDoor): () => void {
  // The bundle that made the door may be of a version that had no such field.
  door.deployNote ??= createDeployNote();
  return door.deployNote.offer();
}

/**
 * Lets nobody deploy in this editor without a note, by button, key or menu: the field opens instead. It is there then
 * even where no member has offered it.
 */
export function requireDeployNote(door: EditorDoor, requirement: NoteRequirement | undefined): void {
  door.deployNote ??= createDeployNote();
  door.deployNote.require?.(requirement);
}

function createDeployNote(): DeployNote {
  let wanted = 0;
  let requirement: NoteRequirement | undefined;
  let field: NoteField | undefined;
  let unguard: (() => void) | undefined;
  const asksFirst = (): boolean => {
    if (!field?.isMissing()) return false;
    field.ask();
    return true;
  };
  const place = (): void => {
    const allowed = red().user.hasPermission('flows.write');
    if ((wanted > 0 || requirement) && allowed) field ??= createNoteField();
    else {
      field?.remove();
      field = undefined;
    }
    field?.require(requirement?.minLength ?? 0);
    if (requirement) unguard ??= guardDeploy(asksFirst);
    else {
      unguard?.();
      unguard = undefined;
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
    require(next) {
      requirement = next;
      whenEditorReady(place);
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
