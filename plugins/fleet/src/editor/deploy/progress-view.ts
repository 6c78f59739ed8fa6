import { html, nothing, type TemplateResult, type TimeFormat, toldText } from '@millwright/editor';
import type { Deploy } from '../../common/releases.ts';
import type { FleetTexts } from '../texts.ts';
import { shellWord } from '../words/commands.ts';
import { copyField } from '../words/copy-field.ts';
import { releaseText } from '../words/release.ts';
import { resultText, resultTone, toneSymbol } from '../words/state.ts';
import { countDevices, inOrder } from './summary.ts';

type Replacement = NonNullable<Deploy['devices'][number]['replacedBy']>;

/** `By then filler-line 4 was wanted, by mara, 12:30`. */
function replacedText({ release, by, time }: Replacement, texts: FleetTexts, format: TimeFormat): string {
  const about = { release: releaseText(release), time: format.brief(time) };
  return by === undefined ? texts('deploys.replaced', about) : texts('deploys.replacedBy', { ...about, by });
}

/** What has become of a deploy on each device. */
export function progressView(deploy: Deploy, texts: FleetTexts, format: TimeFormat): TemplateResult {
  const { release, time, by, note, state } = deploy;
  const { ended, good, bad, all } = countDevices(deploy.devices);
  const name = releaseText(release);
  const facts = [
    format.brief(time),
    by === undefined ? [] : texts('deploys.by', { by }),
    note === undefined ? [] : texts('deploys.note', { note }),
  ].flat();
  const counts = [
    texts.counted('deploys.good', good),
    bad > 0 ? texts.counted('deploys.bad', bad) : [],
    ended < all ? texts.counted('deploys.open', all - ended) : [],
  ].flat();
  return html`<p class="mw-fleet-lead">${texts('deploys.of', { release: name })}</p>
    <p class="mw-hint">${facts.join(' · ')}</p>
    ${
      state === 'waits-for-signature'
        ? html`<div class="mw-line mw-amber" role="status">
            <p>${texts('deploys.waitsForSignature')}</p>
            ${copyField({
              id: 'mw-fleet-sign',
              label: texts('releases.signWith'),
              text: `millwright fleet sign ${shellWord(`${release.name}@${release.version}`)}`,
              texts,
            })}
          </div>`
        : nothing
    }
    <div class="mw-fleet-progress">
      <progress aria-label=${texts('deploys.of', { release: name })} max=${Math.max(1, all)} .value=${ended}></progress>
      <p role="status">${texts('deploys.ended', { ended, all })}: ${counts.join(' · ')}</p>
    </div>
    <ul class="mw-fleet-items">
      ${inOrder(deploy.devices, texts.locale).map(
        (device) => html`<li data-device=${device.id}>
          ${toneSymbol(resultTone(device.at))}
          <div>
            <p>
              <b>${device.name}</b> ${resultText(device.at, texts)}
              ${device.time === undefined ? nothing : html`<time class="mw-hint" title=${format.exact(device.time)}>${format.brief(device.time)}</time>`}
            </p>
            ${device.replacedBy === undefined ? nothing : html`<p>${replacedText(device.replacedBy, texts, format)}</p>`}
            ${
              device.error === undefined
                ? nothing
                : html`<p>${toldText(device.error, texts)} <span class="mw-hint">${device.error.code}</span></p>`
            }
          </div>
        </li>`,
      )}
    </ul>`;
}
