import { textsFrom } from '@millwright/editor';
import { catalogueOf } from '@millwright/testing/catalogue';
import type { AuditTexts } from './texts.ts';

/** The real texts of a language, without an editor. */
export const textsOf = (language: 'en-US' | 'de'): AuditTexts =>
  textsFrom(catalogueOf(new URL('../locales/', import.meta.url), language), language) as AuditTexts;
