import type { TimeFormat } from '@millwright/editor';
import type { AuditSettings } from '../../common/settings.ts';
import type { AuditTexts } from '../texts.ts';

/** What the trays of parts of the settings need of the settings themselves. */
export interface SettingsContext {
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  /** A part of them was saved. */
  saved(settings: AuditSettings): void;
}
