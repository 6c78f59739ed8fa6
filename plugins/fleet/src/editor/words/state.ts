import { html, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { DeviceState, DeviceSummary } from '../../common/devices.ts';
import type { FleetTexts } from '../texts.ts';

export type Tone = 'good' | 'attention' | 'bad' | 'quiet' | 'working';

/** A symbol beside each colour: nobody has to tell colours apart. */
const symbols: Readonly<Record<Tone, string>> = {
  good: '●',
  attention: '▲',
  bad: '■',
  quiet: '○',
  working: '◐',
};

export const toneOf: Readonly<Record<DeviceState, Tone>> = {
  'shut-out': 'quiet',
  copied: 'bad',
  new: 'attention',
  safe: 'bad',
  failed: 'bad',
  drifted: 'attention',
  waiting: 'working',
  working: 'working',
  pending: 'working',
  'in-sync': 'good',
  idle: 'quiet',
};

/** Of one that is out of reach nobody knows that all is well. */
export const deviceTone = ({ state, online }: Pick<DeviceSummary, 'state' | 'online'>): Tone =>
  !online && toneOf[state] === 'good' ? 'quiet' : toneOf[state];

/** The states in which somebody has to do something. */
export const needsPeople: readonly DeviceState[] = ['copied', 'safe', 'failed', 'new', 'drifted'];

export function toneSymbol(tone: Tone): TemplateResult {
  const colour = tone === 'working' ? 'mw-quiet' : `mw-${tone}`;
  return html`<span class="mw-row-symbol mw-symbol ${colour}" data-tone=${tone} aria-hidden="true">${symbols[tone]}</span>`;
}

/** `fetching` → `fetches it`; as the server says it where there are no words. */
export function phaseText(phase: string, texts: FleetTexts): string {
  return texts.find(`phase.${phase}`) ?? phase;
}

/** How a delivery ended, or where it is: `committed` → `came through`. */
export function resultText(result: string, texts: FleetTexts): string {
  return texts.find(`result.${result}`) ?? phaseText(result, texts);
}

/** Who says "not now" on a device, since when, and how long that holds. */
const heldText = (
  { by, since, isPerson }: NonNullable<DeviceSummary['held']>,
  texts: FleetTexts,
  format: TimeFormat,
): string =>
  texts(isPerson ? 'advice.heldBy.person' : 'advice.heldBy.flow', { by, since: format.brief(since) });

/** What somebody can do about it, or need not do. */
export const adviceText = (
  { state, waitsFor, held, online }: Pick<DeviceSummary, 'state' | 'waitsFor' | 'held' | 'online'>,
  texts: FleetTexts,
  format: TimeFormat,
): string | undefined =>
  (state === 'waiting' && waitsFor === 'lock' && held ? heldText(held, texts, format) : undefined) ??
  (state === 'waiting' && waitsFor !== undefined ? texts.find(`advice.waitsFor.${waitsFor}`) : undefined) ??
  (state === 'pending' && online ? texts('advice.refusing') : undefined) ??
  texts.find(`advice.${state}`);

/** What the state says in a few words; where a device is at work, at what. */
export function stateText(
  {
    state,
    phase,
    waitsFor,
  }: {
    readonly state: DeviceState;
    readonly phase?: string | undefined;
    readonly waitsFor?: string | undefined;
  },
  texts: FleetTexts,
): string {
  if (state === 'waiting' && waitsFor !== undefined)
    return texts.find(`waits.${waitsFor}`) ?? texts('state.waiting');
  return state === 'working' && phase !== undefined ? phaseText(phase, texts) : texts(`state.${state}`);
}

const resultTones: Readonly<Record<string, Tone>> = {
  committed: 'good',
  refused: 'bad',
  failed: 'bad',
  'rolled-back': 'bad',
  'failed-safe': 'bad',
  superseded: 'quiet',
};

/** Of an outcome, or of a phase on the way to one. */
export const resultTone = (result: string): Tone => resultTones[result] ?? 'working';
