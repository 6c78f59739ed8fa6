import { call, type TimeFormat } from '@millwright/editor';
import { historyRoutes } from '../../common/routes.ts';
import { openDetails } from '../open-details.ts';
import type { HistoryTexts } from '../texts.ts';
import { openComparison } from './open-comparison.ts';

/** Opens what a version changed; its details, where there is none before it or it cannot be read. */
export async function showVersion(
  number: number,
  context: { readonly texts: HistoryTexts; readonly format: TimeFormat },
): Promise<void> {
  const found = await call(historyRoutes.getVersion, { params: { number } });
  const parent = found.ok ? found.value.version.parent : undefined;
  // What is edited there comes back to the sidebar by a live message.
  if (parent === undefined) openDetails({ number }, { ...context, edited: () => {} });
  else openComparison({ before: { version: parent }, after: { version: number } }, context);
}
