import type { TrendConfig } from '../../ui-mw-trend/schema.ts';
import type { DashboardSocket } from '../dashboard.ts';
import type { Formats } from './format.ts';
import type { TimeView } from './view.ts';

export interface ScreenOptions {
  readonly socket: DashboardSocket;
  readonly id: string;
  readonly config: TrendConfig;
  readonly formats: Formats;
  readonly host: HTMLElement;
  readonly view: TimeView;
  /** After each drawing. */
  readonly onDrawn: () => void;
}
