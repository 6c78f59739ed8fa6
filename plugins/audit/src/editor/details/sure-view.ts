import { html, type TemplateResult } from '@millwright/editor';
import type { EventDetails } from '../../common/log.ts';
import type { AuditContext } from '../context.ts';

/** How sure one can be that an event is as it was written: signed here, and covered by what is kept elsewhere. */
export function sureView({ cover }: EventDetails, { texts }: AuditContext): TemplateResult {
  const { checkpoint, anchors } = cover;
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
