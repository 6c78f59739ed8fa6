import { formatBytes, type Told } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import { phaseText } from './state.ts';

/**
 * Why something did not come through, or somebody is not believed, where the details are more than a text has places for: what a
 * look at the health found, lists, phases, moments.
 *
 * @returns undefined where there is no text for the code, or a detail is missing
 */
export function tellTrouble({ code, details = {} }: Told, texts: FleetTexts): string | undefined {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    const said = isSize(code, value) ? formatBytes(value, texts.locale) : detailText(name, value, texts);
    if (said !== undefined) values[name] = said;
  }
  const text = texts.find(keyOf(code, values), values);
  return text === undefined || /__\w+__/.test(text) ? undefined : text;
}

/** Some say more than the text of their code has places for. */
function keyOf(code: string, values: object): string {
  if (code === 'rollout.unhealthy') return 'finding.all';
  return code === 'fleet.disk-full' && 'needed' in values ? 'noRoom' : `error.${code}`;
}

const isSize = (code: string, value: unknown): value is number =>
  code === 'fleet.disk-full' && typeof value === 'number';

/** A detail as people say it; undefined for what is nothing to say. */
function detailText(name: string, value: unknown, texts: FleetTexts): string | number | undefined {
  if (name === 'expires' && typeof value === 'number') return new Date(value).toLocaleString(texts.locale);
  if (name === 'behind' && typeof value === 'string') return texts.find(`side.${value}`) ?? value;
  if (name === 'phase' && typeof value === 'string') return phaseText(value, texts);
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item) => itemText(item, texts));
  return new Intl.ListFormat(texts.locale, { type: 'conjunction' }).format(items);
}

/** A name in a list, or what a look at the health found: `{ code, subject? }`. */
function itemText(item: unknown, texts: FleetTexts): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { code, subject } = item as { readonly code?: unknown; readonly subject?: unknown };
  const about = typeof subject === 'string' ? subject : '';
  const words = texts.find(`finding.${String(code)}`, { subject: about });
  return words ?? (about === '' ? String(code) : `${String(code)} (${about})`);
}
