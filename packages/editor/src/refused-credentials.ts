import { notify } from './notify.ts';
import { jQuery } from './red.ts';
import { readRefusal } from './refusals.ts';
import type { TextFinder } from './text.ts';
import { editorLocale, fill } from './text.ts';
import { textAmong } from './told.ts';
import { words } from './words.ts';

/**
 * Opens the dialog of a node as if it had no credentials where the server does not let the user see which it has: the
 * editor's own way out of that failure ends with half a dialog and an error. Nothing is deployed by it: credentials go
 * along only where they are typed. jQuery cannot forget a filter, so there is one for each page.
 *
 * @param active whether any package of ours still runs in this page
 */
export function openWithoutCredentials(texts: ReadonlySet<TextFinder>, active: () => boolean): void {
  jQuery().ajaxPrefilter((options) => {
    const { url = '', success, error, type = 'GET' } = options;
    if (!active() || type.toUpperCase() !== 'GET' || !/^credentials\//.test(url)) return;
    options.error = (request, ...failure) => {
      const told = readRefusal(request.responseText);
      const handlers = told ? success : error;
      if (told) {
        const locale = editorLocale();
        notify({
          id: 'millwright-credentials',
          kind: 'warning',
          text: fill(words().credentialsHidden, { reason: textAmong(told, texts, locale) }, locale),
        });
      }
      for (const handler of [handlers ?? []].flat())
        Reflect.apply(
          handler,
          options.context ?? options,
          told ? [{}, 'success', request] : [request, ...failure],
        );
    };
  });
}
