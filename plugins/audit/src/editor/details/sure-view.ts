import { html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { EventDetails, Notice } from '../../common/log.ts';
import type { AuditContext } from '../context.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';

/** How sure one can be that an event is as it was written: signed here, and covered by what is kept elsewhere. */
export function sureView({ cover }: EventDetails, { texts }: AuditContext): TemplateResult {
  const { checkpoint, anchors, problem } = cover;
  if (problem !== undefined) return problemView(problem, anchors, texts);
  const line = (tone: 'good' | 'attention', text: string): TemplateResult =>
    html`<li class="mw-check">
      <span class="mw-symbol mw-${tone}" aria-hidden="true">${tone === 'good' ? '●' : '▲'}</span>
      <span>${text}</span>
    </li>`;
  return html`<ul>
    ${
      checkpoint === undefined
        ? line('attention', texts('sure.notSigned'))
        : line('good', texts('sure.signed', { size: checkpoint }))
    }
    ${
      anchors.length === 0
        ? line('attention', texts('sure.notAnchored'))
        : line('good', texts('sure.anchored', { names: anchors.join(', ') }))
    }
  </ul>`;
}

/** That an event is not, or may not be, what was written, and what to do then. */
function problemView(problem: Notice, anchors: readonly string[], texts: AuditTexts): TemplateResult {
  const key = problem.code.replace(/^audit\./, '');
  const title = texts.find(`sure.problem.${key}`) ?? texts('sure.problem.event-astray');
  const tone = key === 'event-unsigned' ? 'attention' : 'bad';
  return html`<div class="mw-line mw-audit-why" role="alert">
    <p>${symbol(tone)} <b>${title}</b></p>
    <p>${toldText(problem, texts)}</p>
    <p>${texts('verify.whatNow')}</p>
    ${anchors.length === 0 ? nothing : html`<p>${texts('sure.keptAt', { names: anchors.join(', ') })}</p>`}
  </div>`;
}
