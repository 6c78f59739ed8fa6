import { type EditorDoor, enterEditor } from './door.ts';
import { red } from './red.ts';

export interface EditorPlugin {
  /** The npm package. */
  readonly packageName: string;
  /** The plugin's entry in its package.json: package and entry name the texts. */
  readonly entry: string;
  start(door: EditorDoor, namespace: string): void;
}

/** Registers the editor's side of a plugin. It starts once its texts are loaded. */
export function definePlugin({ packageName, entry, start }: EditorPlugin): void {
  red().plugins.registerPlugin(`millwright-${entry}`, {
    type: 'millwright',
    onadd() {
      const door = enterEditor(packageName);
      if (door) start(door, `${packageName}/${entry}`);
    },
  });
}

/** Whether the user may do what needs this permission. The server decides in the end; this only quiets buttons. */
export function hasPermission(permission: string): boolean {
  return red().user.hasPermission(permission);
}
