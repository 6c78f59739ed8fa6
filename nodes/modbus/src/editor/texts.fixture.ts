import { textsFrom } from '@millwright/editor';
import german from '../locales/de.json' with { type: 'json' };
import type { ModbusTexts } from './texts.ts';

const found = (key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], german);

/** The German texts, as an editor in German has them. */
export const germanTexts = textsFrom((key) => {
  const text = found(key);
  return typeof text === 'string' ? text : undefined;
}, 'de-DE') as ModbusTexts;
