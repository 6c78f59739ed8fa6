import {
  addSidebar,
  call,
  type EditorDoor,
  failureText,
  firstVisit,
  installStyle,
  notify,
  onMessage,
  onReconnect,
} from '@millwright/editor';
import { area, countsNews, templateNameRoutes, topics } from '../common/routes.ts';
import { type CountsEvent, type CountsState, reduce } from './model.ts';
import { templateNameStyle } from './style.ts';
import type { TemplateNameTexts } from './texts.ts';
import { body, intro } from './view.ts';

/** Adds the sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startTemplateName(door: EditorDoor, texts: TemplateNameTexts): () => void {
  const visit = firstVisit('millwright.template-name.visited');
  let introduce = visit.isFirst;
  let state: CountsState = { phase: 'loading' };
  /** The request under way; undefined until the user has opened the tab. */
  let asking: AbortController | undefined;

  installStyle(templateNameStyle);
  const sidebar = addSidebar({
    id: 'millwright-template-name',
    name: texts('name'),
    icon: 'fa-list-ol',
    door,
    onShow: () => {
      if (asking === undefined) void load();
    },
  });
  const draw = (): void =>
    sidebar.show({
      line: introduce ? intro(texts, introduced) : undefined,
      body: body(state, texts, {
        retry: () => void load(),
        reset: (operation) => void reset(operation),
      }),
    });
  const apply = (event: CountsEvent): void => {
    state = reduce(state, event);
    draw();
  };
  const introduced = (): void => {
    introduce = false;
    visit.done();
    draw();
  };
  const load = async (): Promise<void> => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    apply({ type: 'loading' });
    const result = await call(templateNameRoutes.listCounts, {}, { signal });
    if (signal.aborted) return;
    apply(
      result.ok
        ? { type: 'loaded', counts: result.value.counts }
        : { type: 'failed', failure: result.failure },
    );
  };
  const reset = async (operation: string): Promise<void> => {
    const result = await call(templateNameRoutes.resetCount, { params: { operation } });
    if (result.ok) sidebar.announce(texts('row.resetDone', { operation }));
    else notify({ kind: 'error', text: failureText(result.failure, texts), hint: result.failure.code });
  };
  const reload = (): void => {
    if (asking !== undefined) void load();
  };

  const stops = [onMessage(`millwright/${area}/${topics.counts}`, countsNews, reload), onReconnect(reload)];
  draw();
  return () => {
    asking?.abort();
    for (const stop of stops) stop();
    sidebar.remove();
  };
}
