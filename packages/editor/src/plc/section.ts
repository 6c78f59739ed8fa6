import type { Failure } from '../failure.ts';
import type { SidebarFoot } from '../sidebar/sidebar.ts';
import type { TextFinder } from '../text.ts';

/** The part of one protocol's package in the sidebar that all of them share. */
export interface PlcSection {
  /** Unique among the packages: `modbus`. */
  readonly id: string;
  /** The protocol's name, as the heading. */
  readonly name: string;
  /** The user opens the tab. */
  onShow(): void;
}

/** One connection, as a row of two lines. */
export interface PlcRow {
  /** Unique in its section, for as long as the connection lives. */
  readonly key: string;
  readonly tone: PlcTone;
  readonly name: string;
  /** The state in a word or two: `online`. */
  readonly state: string;
  /** The second line: where it is, or what is wrong. */
  readonly text: string;
  /** What else it is found by: units, tables. */
  readonly words: readonly string[];
  /** Enter, or a click. */
  open(): void;
}

export type PlcTone = 'good' | 'attention' | 'bad' | 'working' | 'quiet';

/** What a section has to show. */
export type PlcContent =
  | { readonly kind: 'loading'; readonly doing: string }
  | {
      readonly kind: 'failed';
      readonly title: string;
      readonly failure: Failure;
      readonly texts: TextFinder;
      retry(): void;
    }
  | {
      readonly kind: 'connections';
      readonly rows: readonly PlcRow[];
      /** What stands in place of rows while there are none. */
      readonly empty: { readonly title: string; readonly text: string };
      readonly foot?: SidebarFoot | undefined;
      /** Why what is shown is older than it looks. */
      readonly degraded?: string | undefined;
    };
