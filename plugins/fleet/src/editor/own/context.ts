import type { TimeFormat } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import type { FleetTexts } from '../texts.ts';

/** What all that shows this instance as a device may ask of the sidebar. */
export interface OwnContext {
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  /** When the state that is shown came, in milliseconds of this browser's clock: what counts down does so from there. */
  readonly received: number;
  /** Takes an answer of one of the routes in place of what is shown. */
  changed(own: OwnState): void;
  /** Asks the server anew for what the sidebar shows. */
  reload(): void;
}
