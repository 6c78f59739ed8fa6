import { html, nothing, type TemplateResult, type TimeFormat, toldText } from '@millwright/editor';
import type { DeviceDetails, DeviceEvent, Outcome } from '../../common/devices.ts';
import type { ReleaseId } from '../../common/fields.ts';
import type { FleetTexts } from '../texts.ts';
import { isSame, releaseText } from '../words/release.ts';
import { resultText, resultTone, toneSymbol } from '../words/state.ts';

/** The job of the delivery that brought what runs now: that others came through once says nothing of today. */
export const runningOutcome = (
  outcomes: readonly Outcome[],
  running: ReleaseId | undefined,
): string | undefined =>
  running && outcomes.find(({ result, release }) => result === 'committed' && isSame(release, running))?.job;

/** What became of each delivery, with its cause in words. */
export function outcomesView(
  { outcomes, running }: Pick<DeviceDetails, 'outcomes' | 'running'>,
  texts: FleetTexts,
  format: TimeFormat,
): TemplateResult {
  if (outcomes.length === 0) return html`<p class="mw-hint">${texts('device.noOutcomes')}</p>`;
  const now = runningOutcome(outcomes, running);
  return html`<ul class="mw-fleet-items">
    ${outcomes.map(
      ({ job, release, result, error, time }) => html`<li>
        ${toneSymbol(job !== now && result === 'committed' ? 'quiet' : resultTone(result))}
        <div>
          <p>
            ${release === undefined ? nothing : html`<b>${releaseText(release)}</b> `}${resultText(job === now ? 'runs' : result, texts)}
            <time class="mw-hint" title=${format.exact(time)}>${format.brief(time)}</time>
          </p>
          ${error === undefined ? nothing : html`<p>${toldText(error, texts)}</p><p class="mw-hint">${error.code}</p>`}
        </div>
      </li>`,
    )}
  </ul>`;
}

/** One line for what happened: `Release filler-line 3 is wanted, by mara`. */
export function eventText({ kind, release, result, by, error }: DeviceEvent, texts: FleetTexts): string {
  const what =
    texts.find(`event.${kind}`, {
      release: release === undefined ? '' : releaseText(release),
      result: result === undefined ? '' : resultText(result, texts),
    }) ?? kind;
  const who = by === undefined ? what : texts('event.by', { what, by });
  return error === undefined ? who : `${who}: ${toldText(error, texts)}`;
}

/** What happened, the latest first. */
export function timelineView(
  events: readonly DeviceEvent[],
  texts: FleetTexts,
  format: TimeFormat,
): TemplateResult {
  if (events.length === 0) return html`<p class="mw-hint">${texts('device.noEvents')}</p>`;
  return html`<ol class="mw-fleet-timeline">
    ${events.map(
      (event) => html`<li>
        <time class="mw-hint" title=${format.exact(event.time)}>${format.brief(event.time)}</time>
        <span>${eventText(event, texts)}</span>
      </li>`,
    )}
  </ol>`;
}
