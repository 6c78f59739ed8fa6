import * as v from 'valibot';
import { onMessage } from './comms.ts';
import { type EditorDoor, enterEditor } from './door.ts';
import { red } from './red.ts';
import { pluginTexts, type Texts } from './text.ts';
import type { Told } from './told.ts';

export interface EditorPlugin<Key extends string> {
  /** The npm package. */
  readonly packageName: string;
  /** The plugin's entry in its package.json: package and entry name the texts. */
  readonly entry: string;
  /** Makes sentences of what one text with places cannot say, such as a list of reasons; undefined for all other codes. */
  tell?(told: Told, texts: Texts<Key>): string | undefined;
  /** The result undoes all of it, when the package is removed while the page is open. */
  start(door: EditorDoor, texts: Texts<Key>): () => void;
}

/** What Node-RED tells of a removed package: its sets of nodes and its plugins. */
const removedSets = v.array(v.looseObject({ module: v.optional(v.string()) }));

/** Registers the editor's side of a plugin. It starts once its texts are loaded. */
export function definePlugin<Key extends string>({
  packageName,
  entry,
  tell,
  start,
}: EditorPlugin<Key>): void {
  red().plugins.registerPlugin(`millwright-${entry}`, {
    type: 'millwright',
    onadd() {
      const door = enterEditor(packageName);
      if (!door) return;
      const texts = pluginTexts<Key>(`${packageName}/${entry}`);
      if (tell) texts.tell = (told) => tell(told, texts);
      door.texts.add(texts);
      // The message of a removal may have been missed while the connection was down.
      door.running.get(packageName)?.();
      const stop = start(door, texts);
      const undo = onMessage('notification/node/removed', removedSets, (sets) => {
        if (sets.some(({ module }) => module === packageName)) end();
      });
      const end = (): void => {
        door.running.delete(packageName);
        undo();
        stop();
        door.texts.delete(texts);
      };
      door.running.set(packageName, end);
    },
  });
}

/** Whether the user may do what needs this permission. The server decides in the end; this only quiets buttons. */
export function hasPermission(permission: string): boolean {
  return red().user.hasPermission(permission);
}
