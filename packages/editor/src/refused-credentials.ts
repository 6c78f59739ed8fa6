import { addDialogNote, topTray } from './limits/dialog-note.ts';
import { jQuery } from './red.ts';
import { readRefusal } from './refusals.ts';
import { words } from './words.ts';

/**
 * Opens the dialog of a node as if it had no credentials where the server does not let the user see which it has, and
 * says so: the editor's own way out of that failure ends with half a dialog and an error. Nothing is deployed by it:
 * credentials go along only where they are typed. jQuery cannot forget a filter, so there is one for each page.
 *
 * @param active whether any package of ours still runs in this page
 */
export function openWithoutCredentials(active: () => boolean): void {
  jQuery().ajaxPrefilter((options) => {
    const { url = '', success, error, type = 'GET' } = options;
    if (!active() || type.toUpperCase() !== 'GET' || !/^credentials\//.test(url)) return;
    options.error = (request, ...failure) => {
      const refused = readRefusal(request.responseText) !== undefined;
      if (refused) addDialogNote(topTray(), words().credentialsHidden);
      const parameters = refused ? [{}, 'success', request] : [request, ...failure];
      for (const handler of [(refused ? success : error) ?? []].flat())
        Reflect.apply(handler, options.context ?? options, parameters);
    };
  });
}
