import { type RedEditedNode, red } from '../red.ts';
import { addDialogNote, topTray } from './dialog-note.ts';

/** What a dialog of Node-RED's is about. */
export interface Edited {
  readonly kind: 'configuration' | 'subflow';
  readonly id: string;
}

type Answer = (edited: Edited) => Promise<string | undefined>;

const pane = 'millwright-dialog-note';
let answer: Answer | undefined;
let registered = false;

/**
 * Puts a note over the dialogs of configuration nodes and subflows: what is entered there would be refused. The editor
 * cannot forget whom it asks about a dialog, so one asks in each page.
 */
export function noteDialogs(noteFor: Answer): () => void {
  answer = noteFor;
  if (!registered) {
    registered = true;
    red().editor.registerEditPane(pane, {}, (node) => {
      const edited = editedOf(node);
      if (edited && answer) void tell(edited, answer);
      return false;
    });
  }
  return () => {
    if (answer === noteFor) answer = undefined;
  };
}

function editedOf({ id, type, _def }: RedEditedNode): Edited | undefined {
  if (type === 'subflow') return { kind: 'subflow', id };
  return _def?.category === 'config' && red().nodes.node(id) ? { kind: 'configuration', id } : undefined;
}

async function tell(edited: Edited, ask: Answer): Promise<void> {
  // The dialog that asks is still being built.
  const tray = topTray();
  const text = await ask(edited);
  if (text !== undefined && ask === answer) addDialogNote(tray, text);
}
