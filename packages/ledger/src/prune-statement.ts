import type { EventData } from './event.ts';
import type { PublicKey } from './keys.ts';
import { isTextSignedBy } from './note.ts';

/** What was pruned, and why, as an `audit.prune` event says it. */
export interface PruneStatement {
  /** Of the log. */
  readonly origin: string;
  /** Of the event that says it. */
  readonly seq: number;
  readonly class: string;
  readonly reason: string;
  /** As `rangesText` writes them. */
  readonly ranges: string;
}

/** In the first line, where a checkpoint has the origin: so neither can be taken for the other. */
const pruneHeader = 'millwright/prune/1';

/**
 * What the key of the event's epoch signs: `millwright/prune/1`, the origin, `seq <number of the event>`,
 * `class <class>`, `reason <reason>`, `ranges <ranges>`, each with a newline. Without it whoever can write the file could
 * take away what an anchor covers and say that it was pruned, in an event that nothing covers yet.
 */
export const pruneText = ({ origin, seq, class: which, reason, ranges }: PruneStatement): string =>
  `${pruneHeader}\n${origin}\nseq ${seq}\nclass ${which}\nreason ${reason}\nranges ${ranges}\n`;

/** No text in it can make up a line. */
const word = /^[a-z-]+$/;

/** Whether this key says what the data of an `audit.prune` event say. */
export function isPruneSignedBy(seq: number, data: EventData | undefined, key: PublicKey): boolean {
  const { class: which, reason, ranges, signature } = data ?? {};
  if (typeof which !== 'string' || typeof reason !== 'string' || typeof ranges !== 'string') return false;
  if (!word.test(which) || !word.test(reason) || typeof signature !== 'string') return false;
  return isTextSignedBy(pruneText({ origin: key.name, seq, class: which, reason, ranges }), signature, key);
}
