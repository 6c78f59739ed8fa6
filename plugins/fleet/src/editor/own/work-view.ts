import { formatBytes, html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import { releaseText } from '../words/release.ts';
import { phaseText } from '../words/state.ts';
import type { OwnContext } from './context.ts';
import { causeOf, secondsLeft } from './headline.ts';

/** What is being done with which release, how long it is still watched, and why the last one did not come through. */
export function workView(own: OwnState, { texts, received }: OwnContext, now: number): TemplateResult {
  const { machine } = own;
  if (machine === undefined) return html``;
  const { phase, release, waitsFor, fetching } = machine;
  const cause = causeOf(machine);
  const atWork = phase !== 'idle' && phase !== 'safe';
  const left = secondsLeft(own, received, now);
  const words = phaseText(phase, texts);
  const what =
    release === undefined
      ? texts('own.work.local', { phase: words })
      : texts('own.work.release', { release: releaseText(release), phase: words });
  return html`${
    atWork
      ? html`<p role="status">${what}</p>
          ${
            fetching === undefined || phase !== 'fetching'
              ? nothing
              : html`<progress max=${Math.max(1, fetching.total)} value=${fetching.done} aria-label=${what}></progress>
                  <p class="mw-hint">${texts('own.work.fetched', { done: formatBytes(fetching.done, texts.locale), total: formatBytes(fetching.total, texts.locale) })}</p>`
          }
          ${left === undefined ? nothing : html`<p class="mw-own-left">${texts('own.work.left', { seconds: left })}</p>`}`
      : nothing
  }
  ${waitsFor === undefined ? nothing : html`<p class="mw-hint">${texts(`own.work.${waitsFor === 'lock' ? 'locked' : waitsFor}`)}</p>`}
  ${cause === undefined ? nothing : html`<p class="mw-own-cause"><b>${texts('own.work.cause')}:</b> ${toldText(cause, texts)}</p>`}`;
}
