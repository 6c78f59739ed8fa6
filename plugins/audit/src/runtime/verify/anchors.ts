import { type Checkpoint, findCheckpoints } from '@millwright/ledger';

/** More than there are in a day: so many are compared without leaving one out. */
const mostWhole = 10_000;
/** Of those before, every so many-th. */
const stride = 100;

/**
 * The checkpoints in what anchors hold, by size. To check a signature takes a tenth of a millisecond, so of very many old
 * ones only some are taken: a log that is checked each day is compared with all that came since the last time. Those of
 * another log take the place of none.
 */
export function anchorsIn(texts: readonly string[]): readonly Checkpoint[] {
  const all = texts.flatMap((text) => findCheckpoints(text)).sort((a, b) => a.size - b.size);
  return [...Map.groupBy(all, ({ origin }) => origin).values()].flatMap((own) => {
    const whole = own.length - mostWhole;
    return own.filter((_, index) => index >= whole || index % stride === 0);
  });
}

/** A note is shorter. */
const longestNote = 4096;

/** What a text says of a log of one size, without looking into all of it, which may be very long. */
export function anchorsOfSize(
  text: string,
  { origin, size }: Pick<Checkpoint, 'origin' | 'size'>,
): readonly Checkpoint[] {
  const begin = `${origin}\n${size}\n`;
  const found: Checkpoint[] = [];
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1))
    found.push(...findCheckpoints(text.slice(at, at + longestNote)).filter((one) => one.size === size));
  return found;
}
