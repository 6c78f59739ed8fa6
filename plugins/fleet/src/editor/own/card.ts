import { html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import { lacksHint, lacksText } from '../words/lacks.ts';
import { toneSymbol } from '../words/state.ts';
import { lacksChange, leave, setLock } from './actions.ts';
import type { OwnContext } from './context.ts';
import { factsView } from './facts-view.ts';
import { headlineOf, toneOf } from './headline.ts';
import { formerQuarantineView, needsView } from './needs-view.ts';
import { wordsView } from './words-view.ts';
import { workView } from './work-view.ts';

/** This instance as a device, in the sidebar; drawn anew each second. */
export function ownCard(own: OwnState, context: OwnContext): TemplateResult {
  const { texts } = context;
  const headline = headlineOf(own);
  return html`<div class="mw-own">
    <h3 translate="no">${own.name ?? own.device ?? texts('own.title')}</h3>
    <p class="mw-own-headline">${toneSymbol(toneOf[headline])} <b>${texts(`own.state.${headline}`)}</b></p>
    ${own.trouble === undefined ? nothing : html`<p role="alert">${toldText(own.trouble, texts)}</p>`}
    ${wordsView(own, context)}
    ${workView(own, context, Date.now())}
    ${needsView(own, context)}
    ${factsView(own, context)}
    ${formerQuarantineView(own, context)}
    ${own.stage === 'enrolling' ? nothing : lockView(own, context)}
  </div>`;
}

const whyNotId = 'mw-own-why-not';

/** "Not now", and the way out of the fleet. */
function lockView({ locked }: OwnState, context: OwnContext): TemplateResult {
  const { texts, format } = context;
  const lacks = lacksChange();
  return html`<p class="mw-hint">
      ${
        locked === undefined
          ? texts('own.lock.hint')
          : texts('own.lock.by', { by: locked.by, since: format.brief(locked.since) })
      }
    </p>
    <div class="mw-own-buttons">
      <button type="button" class="red-ui-button" ?disabled=${lacks !== undefined} aria-describedby=${lacks === undefined ? nothing : whyNotId} @click=${() => void setLock(locked === undefined, context)}>
        ${texts(locked === undefined ? 'own.lock.set' : 'own.lock.free')}
      </button>
      <button type="button" class="red-ui-button" ?disabled=${lacks !== undefined} aria-describedby=${lacks === undefined ? nothing : whyNotId} @click=${() => void leave(context)}>
        ${texts('own.leave.button')}
      </button>
      ${lacksHint(lacksText('change', lacks, texts), whyNotId)}
    </div>`;
}
