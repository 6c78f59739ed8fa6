import { textsFrom } from '@millwright/editor';
import { catalogueOf } from '@millwright/testing/catalogue';
import type { ModbusTexts } from './texts.ts';

/** The German texts, as an editor in German has them. */
export const germanTexts = textsFrom(
  catalogueOf(new URL('../locales/', import.meta.url), 'de'),
  'de-DE',
) as ModbusTexts;
