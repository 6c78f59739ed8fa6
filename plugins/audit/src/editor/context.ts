import type { ShowVersion, TimeFormat } from '@millwright/editor';
import type { Health } from '../common/log.ts';
import type { ListFilter } from './filter/filter.ts';
import type { AuditTexts } from './texts.ts';

/** What all that the sidebar opens may ask of it. */
export interface AuditContext {
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  /** As the server told last; undefined until it has. */
  health(): Health | undefined;
  /** Asks the server anew for what the sidebar shows. */
  reload(): void;
  filter(): ListFilter;
  /** What the list is narrowed to, in words; empty where nothing is left out. */
  filterText(): string;
  /** Narrows the list, and goes to an event in it. */
  setFilter(filter: ListFilter, seq: number): void;
  /** Shows a version of the flows; undefined where nobody keeps any. */
  showVersion(): ShowVersion;
  /** Opens an event in a tray. */
  openEvent(seq: number): void;
}
