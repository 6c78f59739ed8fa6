import { jQuery, red } from './red.ts';
import { readRefusal } from './refusals.ts';
import type { Told } from './told.ts';

/** No revision of any flows: a deploy of what is shown in their place is never taken for one on top of them. */
const noRevision = 'not-read';

/**
 * Opens the editor without flows where the server does not let the user read them: the editor would wait for them for
 * ever. jQuery cannot forget a filter, so there is one for each page.
 *
 * @param active whether any package of ours still runs in this page
 */
export function openWithoutFlows(active: () => boolean): void {
  jQuery().ajaxPrefilter((options) => {
    const { success, error, type = 'GET', url = '' } = options;
    // Later requests for them, to merge what others deployed, know what to do without an answer.
    if (!active() || red().nodes.version() || type.toUpperCase() !== 'GET' || !/^flows(\?|$)/.test(url))
      return;
    options.error = (request, ...failure) => {
      const told = readRefusal(request.responseText);
      const parameters = told ? [{ flows: [], rev: noRevision }, 'success', request] : [request, ...failure];
      for (const handler of [(told ? success : error) ?? []].flat())
        Reflect.apply(handler, options.context ?? options, parameters);
      if (told) red().events.emit(refusedFlows, told);
    };
  });
}

const refusedFlows = 'millwright:refused-flows';

/** Calls back when this editor was opened without flows, with the server's answer. */
export function onRefusedFlows(listener: (told: Told) => void): () => void {
  const receive = (told: unknown): void => listener(told as Told);
  red().events.on(refusedFlows, receive);
  return () => red().events.off(refusedFlows, receive);
}
