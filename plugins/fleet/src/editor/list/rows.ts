import { html, nothing, type TemplateResult, type TimeFormat, toldText } from '@millwright/editor';
import type { DeviceSummary } from '../../common/devices.ts';
import type { FleetTexts } from '../texts.ts';
import { agoText } from '../words/ago.ts';
import { runningText } from '../words/release.ts';
import { deviceTone, stateText, toneSymbol } from '../words/state.ts';

/** One device in the list: state, name, what it is at, when it was heard; below it what runs, and why not what shall. */
export function deviceRow(
  device: DeviceSummary,
  texts: FleetTexts,
  format: TimeFormat,
  now: number,
): TemplateResult {
  const { name, state, online, lastSeen, trouble, unreached, labels, drifted } = device;
  const why = unreached ?? trouble;
  const cause = why === undefined ? undefined : toldText(why, texts);
  const labelTexts = labels.map((label) => `${label.name}=${label.value}`);
  const also = drifted && state !== 'drifted' ? texts('state.drifted') : undefined;
  const hover = [runningText(device, texts), also ?? [], cause ?? [], labelTexts].flat().join(' · ');
  return html`<div class="mw-row-first">
      ${toneSymbol(deviceTone(device))}
      <span class="mw-fleet-name" title=${name}>${name}</span>
      <span class="mw-row-grow mw-fleet-state">${stateText(device, texts)}</span>
      ${seen(online, lastSeen, texts, format, now)}
    </div>
    <div class="mw-row-second" title=${hover}>
      <span class="mw-fleet-running">${runningText(device, texts)}</span>
      ${also === undefined ? nothing : html`<span class="mw-fleet-also mw-attention">▲ ${also}</span>`}
      <span class="mw-row-grow">${cause}</span>
      <span class="mw-fleet-labels mw-quiet">${labelTexts.join(' · ')}</span>
    </div>`;
}

function seen(
  online: boolean,
  lastSeen: number | undefined,
  texts: FleetTexts,
  format: TimeFormat,
  now: number,
): TemplateResult {
  const exact = lastSeen === undefined ? nothing : format.exact(lastSeen);
  const ago = lastSeen === undefined ? texts('seen.never') : agoText(lastSeen, now, texts.locale);
  if (online)
    return html`<span class="mw-row-end" title=${exact}><span class="mw-hidden-text">${texts('seen.online')}</span> ${ago}</span>`;
  return html`<span class="mw-row-end" title=${exact}>
    <i class="fa fa-chain-broken" aria-hidden="true"></i><span class="mw-hidden-text">${texts('seen.offline')}</span> ${ago}
  </span>`;
}
