import type { ShowVersion, TimeFormat } from '@millwright/editor';
import type { FleetState } from '../common/fleet.ts';
import type { FleetTexts } from './texts.ts';

/** What all that the sidebar opens may ask of it. */
export interface FleetContext {
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  /** As the server told last; undefined until it has. */
  state(): FleetState | undefined;
  /** Asks the server anew for what the sidebar shows. */
  reload(): void;
  /** Enrols this instance as a device. */
  enrol(): void;
  /** Shows a version of the flows; undefined where nobody keeps any. */
  showVersion(): ShowVersion;
}
