import { type EditorDoor, enterEditor } from './door.ts';
import { red } from './red.ts';
import { pluginTexts, type Texts } from './text.ts';

export interface EditorPlugin<Key extends string> {
  /** The npm package. */
  readonly packageName: string;
  /** The plugin's entry in its package.json: package and entry name the texts. */
  readonly entry: string;
  start(door: EditorDoor, texts: Texts<Key>): void;
}

/** Registers the editor's side of a plugin. It starts once its texts are loaded. */
export function definePlugin<Key extends string>({ packageName, entry, start }: EditorPlugin<Key>): void {
  red().plugins.registerPlugin(`millwright-${entry}`, {
    type: 'millwright',
    onadd() {
      const door = enterEditor(packageName);
      if (!door) return;
      const texts = pluginTexts<Key>(`${packageName}/${entry}`);
      door.texts.add(texts);
      start(door, texts);
    },
  });
}

/** Whether the user may do what needs this permission. The server decides in the end; this only quiets buttons. */
export function hasPermission(permission: string): boolean {
  return red().user.hasPermission(permission);
}
