import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { ownRoutes } from '../../common/routes.ts';
import type { AccessTexts } from '../texts.ts';
import { conditionText } from '../words/condition-words.ts';
import { grantorsText, reasonText } from '../words/reason-words.ts';

export type Explained = RouteAnswer<typeof ownRoutes.explain>;

/** A decision with everything that led to it, in words. */
export function explanationView(found: Explained, texts: AccessTexts): TemplateResult {
  const { subject, roles, allowed, reasons, trace, grantors } = found;
  const help = allowed ? undefined : grantorsText(grantors, texts);
  return html`<p class="mw-access-verdict">
      <span class="mw-symbol ${allowed ? 'mw-good' : 'mw-bad'}" aria-hidden="true">${allowed ? '●' : '■'}</span>
      <b>${texts(allowed ? 'why.may' : 'why.mayNot', { name: subject })}</b>
    </p>
    <ul class="mw-access-list">
      ${reasons.map((reason) => html`<li>${reasonText(reason, texts)}</li>`)}
    </ul>
    ${help === undefined ? nothing : html`<p>${help}</p>`}
    <p class="mw-hint">${roles.length > 0 ? texts('why.roles', { roles: roles.join(', ') }) : texts('entry.noRole')}</p>
    ${
      trace.length === 0
        ? nothing
        : html`<details class="mw-access-trace">
            <summary>${texts.counted('why.trace', trace.length)}</summary>
            <ul class="mw-access-lines">
              ${trace.map((step) => traceRow(step, texts))}
            </ul>
          </details>`
    }`;
}

function traceRow(step: Explained['trace'][number], texts: AccessTexts): TemplateResult {
  const { role, rule, effect, result, condition } = step;
  const applies = result === 'applies';
  const tone = applies ? (effect === 'allow' ? 'mw-good' : 'mw-bad') : 'mw-quiet';
  const cause =
    result === 'condition' && condition !== undefined
      ? texts('why.results.conditionOf', { condition: conditionText(condition, texts) })
      : texts(`why.results.${applies ? (effect === 'allow' ? 'allows' : 'denies') : result}`);
  return html`<li>
    <span class="mw-symbol ${tone}" aria-hidden="true">${applies ? (effect === 'allow' ? '●' : '■') : '○'}</span>
    <span>${texts('why.rule', { rule, role })}: ${cause}</span>
  </li>`;
}
