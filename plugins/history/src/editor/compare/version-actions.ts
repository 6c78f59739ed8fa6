import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { VersionSummary } from '../../common/version.ts';
import { type ComparisonContext, openComparison, type Side } from './open-comparison.ts';

/** What one compares a version with most often, as buttons. */
export function versionActions(version: VersionSummary, context: ComparisonContext): TemplateResult {
  const { number, parent, state } = version;
  const { texts } = context;
  const button = (label: string, before: Side, after: Side): TemplateResult =>
    html`<button type="button" class="red-ui-button" @click=${() => openComparison({ before, after }, context)}>${label}</button>`;
  const itself: Side = { version: number };
  return html`<div class="mw-compare-actions" role="group" aria-label=${texts('compare.actions.label')}>
    ${state === 'current' ? nothing : button(texts('compare.actions.running'), itself, { running: true })}
    ${parent === undefined ? nothing : button(texts('compare.actions.parent'), { version: parent }, itself)}
    ${button(texts('compare.actions.editor'), itself, { editor: true })}
  </div>`;
}
