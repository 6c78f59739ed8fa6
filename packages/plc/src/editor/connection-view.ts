import type { PlcTone, TemplateResult, Texts } from '@millwright/editor';
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

/** A connection whose tables all speak to the one PLC behind it. */
interface WithTables extends ConnectionStatus {
  readonly tables: readonly { readonly name: string; readonly tags: number }[];
}

/** Of such tables: their names, and how many tags each has. */
export const tablesByTags = (
  texts: Texts<`connections.tags.${'one' | 'other'}`>,
): Pick<ConnectionView<WithTables>, 'words' | 'tables'> => ({
  words: ({ tables }) => tables.map(({ name }) => name),
  tables: ({ tables }) =>
    tables.map(({ name, tags }) => ({ name, about: texts.counted('connections.tags', tags) })),
});
