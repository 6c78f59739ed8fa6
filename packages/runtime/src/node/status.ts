import type { RedStatus } from '../red.ts';

/**
 * What can stand under a node, the same words for every protocol and every engine. The text of each is `status.<is>` in the node's own
 * catalogue, at most 20 characters long.
 */
export type StatusWord =
  /** Nothing to say yet. */
  | { readonly is: 'idle' }
  | { readonly is: 'connecting' }
  | { readonly is: 'online' }
  /** Connected, but requests time out. */
  | { readonly is: 'no-answer' }
  /** Said once, when the wait begins: a text that counts down would be a message per second for whoever listens. */
  | { readonly is: 'retry'; readonly seconds: number }
  | { readonly is: 'bad'; readonly bad: number; readonly all: number }
  /** Readings come this far apart, further than they should. */
  | { readonly is: 'slow'; readonly milliseconds: number }
  /** Connected, and nothing may be written. */
  | { readonly is: 'read-only' }
  /** Connected, but this one part of it does not answer and is left alone for a while. */
  | { readonly is: 'paused' }
  /** An alarm stands that nobody has acknowledged. */
  | { readonly is: 'raised' }
  /** An alarm stands, or is held, that somebody has acknowledged. */
  | { readonly is: 'acknowledged' }
  /** What an alarm was raised for is gone, and nobody has acknowledged it. */
  | { readonly is: 'returned' }
  /** What it looks after runs, or stands still: a CPU, which says so itself. */
  | { readonly is: 'running' }
  | { readonly is: 'stopped' }
  | { readonly is: 'misconfigured' }
  | { readonly is: 'failed' };

type Look = Required<Pick<RedStatus, 'fill' | 'shape'>>;

const looks: Readonly<Record<Exclude<StatusWord['is'], 'idle'>, Look>> = {
  connecting: { fill: 'yellow', shape: 'ring' },
  online: { fill: 'green', shape: 'dot' },
  'no-answer': { fill: 'yellow', shape: 'dot' },
  retry: { fill: 'red', shape: 'ring' },
  bad: { fill: 'yellow', shape: 'dot' },
  slow: { fill: 'yellow', shape: 'ring' },
  'read-only': { fill: 'green', shape: 'ring' },
  paused: { fill: 'yellow', shape: 'ring' },
  raised: { fill: 'red', shape: 'dot' },
  acknowledged: { fill: 'yellow', shape: 'dot' },
  returned: { fill: 'red', shape: 'ring' },
  running: { fill: 'green', shape: 'dot' },
  stopped: { fill: 'yellow', shape: 'dot' },
  misconfigured: { fill: 'red', shape: 'dot' },
  failed: { fill: 'red', shape: 'dot' },
};

/** The texts that the catalogue of a node with a status needs, with the longest values they ever take. */
export const statusTexts: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'status.connecting': {},
  'status.online': {},
  'status.no-answer': {},
  'status.retry': { seconds: 999 },
  'status.bad': { bad: 5000, all: 5000 },
  'status.slow': { time: '9999 ms' },
  'status.read-only': {},
  'status.paused': {},
  'status.raised': {},
  'status.acknowledged': {},
  'status.returned': {},
  'status.running': {},
  'status.stopped': {},
  'status.misconfigured': {},
  'status.failed': {},
};

/** `850 ms`, `12 s`: short enough for a status in every language. */
function duration(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 1_000)} s`;
}

function valuesOf(word: StatusWord): Record<string, string | number> {
  switch (word.is) {
    case 'retry':
      return { seconds: word.seconds };
    case 'bad':
      return { bad: word.bad, all: word.all };
    case 'slow':
      return { time: duration(word.milliseconds) };
    default:
      return {};
  }
}

/** The status that Node-RED shows for a word. */
export function renderStatus(
  word: StatusWord,
  text: (key: string, values: Record<string, string | number>) => string,
): RedStatus {
  // Nothing to see, but whoever listens can tell it from a node that never said anything.
  if (word.is === 'idle') return { is: word.is };
  return { ...looks[word.is], text: text(`status.${word.is}`, valuesOf(word)), is: word.is };
}
