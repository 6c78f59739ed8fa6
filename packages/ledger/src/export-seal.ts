import type { PublicKey, SigningKey } from './keys.ts';
import { isSignedBy, readNote, signNote } from './note.ts';

/** What a log says of an export that it gives away: the checkpoints in it cannot say what was left out, and why. */
export interface ExportSeal {
  readonly origin: string;
  /** Of the log, as far as it is exported. */
  readonly size: number;
  /** How many events are in the export themselves. */
  readonly events: number;
  /** As its first line has it. */
  readonly filter?: ExportFilter | undefined;
  /** SHA-256 of all lines before the last one, each with its newline, in hexadecimal. */
  readonly digest: string;
}

/** Which events are in an export, for people to read. */
export type ExportFilter = Readonly<Record<string, string | number>>;

/** In the first line, where a checkpoint has the origin: so neither can be taken for the other. */
const header = 'millwright/export/1';

const textOf = ({ origin, size, events, filter, digest }: ExportSeal): string =>
  `${header}\n${origin}\nsize ${size}\nevents ${events}\nfilter ${filter ? JSON.stringify(filter) : '-'}\nsha256 ${digest}\n`;

/**
 * The statement of a log about an export: a signed note of six lines, namely `millwright/export/1`, the origin,
 * `size <number>`, `events <number>`, `filter <JSON of the first line's filter>` or `filter -`, and
 * `sha256 <hexadecimal digest>`.
 */
export const signExport = (seal: Omit<ExportSeal, 'origin'>, key: SigningKey): string =>
  signNote(textOf({ ...seal, origin: key.public.name }), key);

/** Whether this key says so of this very export. */
export function isExportSealedBy(note: string, seal: ExportSeal, key: PublicKey): boolean {
  const read = readNote(note);
  return read !== undefined && read.text === textOf(seal) && isSignedBy(read, key);
}
