import type { PlcTone, TemplateResult } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import type { Fact } from './facts.ts';

/** A table of tags, with what there is to say of it. */
export interface TableLine {
  readonly name: string;
  readonly about: TemplateResult | string;
}

/** What a protocol says of its connections in the sidebar; the rest is the same for all. */
export interface ConnectionView<Status extends ConnectionStatus> {
  tone(status: Status): PlcTone;
  /** What is wrong, where something is: it comes first. */
  trouble(status: Status): string | undefined;
  /** How it is reached, in a word or two: `TCP`, `encrypted`. */
  by(status: Status): string;
  /** What else a search finds it by. */
  words(status: Status): readonly string[];
  /** What is known of it besides, below its address. */
  facts(status: Status): readonly Fact[];
  /** The tables that speak over it. */
  tables(status: Status): readonly TableLine[];
}
