import {
  call,
  type Failure,
  failedState,
  hasPermission,
  html,
  loadingState,
  nothing,
  type OpenTray,
  openTray,
  type TimeFormat,
} from '@millwright/editor';
import { historyRoutes, restoreRoutes } from '../common/routes.ts';
import type { VersionDetails, VersionSummary } from '../common/version.ts';
import { versionActions } from './compare/version-actions.ts';
import { detailsContent, detailsHead } from './details.ts';
import { versionEditor } from './edit-version.ts';
import { openRestore } from './restore/open-restore.ts';
import type { HistoryTexts } from './texts.ts';

export interface DetailsContext {
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  /** Its name, note or pin is another one. */
  edited(version: VersionSummary): void;
}

/** Opens a version in a tray, with the button to go back to it. */
export function openDetails({ number }: Pick<VersionSummary, 'number'>, context: DetailsContext): void {
  const { texts } = context;
  const title = texts('details.title', { number: String(number) });
  const tray = openTray({ title, label: title, width: 560 });
  void load(tray, number, context);
}

async function load(tray: OpenTray, number: number, context: DetailsContext): Promise<void> {
  const { texts } = context;
  tray.show(loadingState(texts('details.loading', { number: String(number) })));
  const result = await call(historyRoutes.getVersion, { params: { number } }, { signal: tray.signal });
  if (tray.signal.aborted) return;
  if (result.ok) showDetails(tray, result.value, context);
  else
    showFailure(tray, result.failure, texts('details.failed', { number: String(number) }), number, context);
}

function showDetails(tray: OpenTray, details: VersionDetails, context: DetailsContext): void {
  const { texts, format } = context;
  const { version } = details;
  const { permission } = restoreRoutes.restoreVersion;
  const allowed = hasPermission(permission);
  const isCurrent = version.state === 'current';
  if (!isCurrent)
    tray.setPrimary({
      label: texts('restore.open', { number: String(version.number) }),
      disabled: !allowed,
      run: () => {
        void openRestore(version.number, context).then((done) => {
          if (done) tray.close();
        });
      },
    });
  const edit = versionEditor({ version, texts, edited: context.edited, redraw: () => draw() });
  const draw = (): void =>
    tray.show(
      html`${
        isCurrent || allowed
          ? nothing
          : html`<div class="mw-line">${texts('details.mayNotRestore', { permission })}</div>`
      }
      ${detailsHead(version, texts, format)} ${versionActions(version, context, () => tray.close())} ${edit.draw()}
      ${detailsContent(details, texts)}`,
    );
  draw();
  tray.beforeLeaving(() => edit.settled());
}

function showFailure(
  tray: OpenTray,
  failure: Failure,
  title: string,
  number: number,
  context: DetailsContext,
): void {
  tray.show(
    failedState({
      title,
      failure,
      texts: context.texts,
      retry: () => void load(tray, number, context),
    }),
  );
}
