import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { VersionSummary } from '../../common/version.ts';
import { loadVersion } from '../restore/load-version.ts';
import { type ComparisonContext, openComparison, type Side } from './open-comparison.ts';

/**
 * What one does with a version beside restoring it, as buttons: the comparisons one wants most often, and loading it
 * into the editor.
 *
 * @param loaded called once the editor shows the version
 */
export function versionActions(
  version: VersionSummary,
  context: ComparisonContext,
  loaded: () => void,
): TemplateResult {
  const { number, parent, state } = version;
  const { texts } = context;
  const button = (label: string, run: () => void): TemplateResult =>
    html`<button type="button" class="red-ui-button" @click=${run}>${label}</button>`;
  const compare = (label: string, before: Side, after: Side): TemplateResult =>
    button(label, () => openComparison({ before, after }, context));
  const itself: Side = { version: number };
  const load = (): void => {
    void loadVersion(number, texts).then((done) => {
      if (done) loaded();
    });
  };
  return html`<div class="mw-compare-actions" role="group" aria-label=${texts('compare.actions.label')}>
    ${state === 'current' ? nothing : compare(texts('compare.actions.running'), itself, { running: true })}
    ${parent === undefined ? nothing : compare(texts('compare.actions.parent'), { version: parent }, itself)}
    ${compare(texts('compare.actions.editor'), itself, { editor: true })}
    ${button(texts('load.button'), load)}
  </div>`;
}
