import * as v from 'valibot';

/** What a client and a PLC say to each other, by what it is about. `info` is userdata, `control` starting and stopping. */
export const exchanges = ['connect', 'set-up', 'read', 'write', 'info', 'control'] as const;

export type Exchange = (typeof exchanges)[number];

const whole = (low: number, high: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));
const milliseconds = v.pipe(v.number(), v.minValue(0));
const exchange = v.picklist(exchanges);

const scope = {
  /** How many answers it spoils; all until it is cleared, where absent. */
  times: v.optional(whole(1, Number.MAX_SAFE_INTEGER)),
  /** Only this part of them, by chance: 0.1 is every tenth on average. */
  share: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Only answers to these. Default: to everything once a connection is set up. */
  on: v.optional(v.union([exchange, v.array(exchange)])),
};

/** The faults that need no more than their name. */
export const plainS7Faults = [
  'silence',
  /** Byte by byte, each in a turn of its own. */
  'split',
  /** Twice. */
  'duplicate',
  /** The last byte never comes. */
  'truncate',
  /** What comes is another protocol. */
  'garbage',
  /** A few bytes are changed by chance, behind the header of the packet. */
  'mutate',
  /** Data TPDUs of which none is the last. */
  'endless',
  'close',
  'reset',
] as const;

/** Ways in which a PLC or a network misbehaves. What an exchange cannot have wrong is right in it. */
export const s7FaultSchema = v.variant('kind', [
  v.object({ kind: v.picklist(plainS7Faults), ...scope }),
  v.object({ kind: v.literal('delay'), milliseconds, ...scope }),
  /** All but the last byte at once. */
  v.object({ kind: v.literal('late-byte'), milliseconds, ...scope }),
  /** So many answers are kept back and go out in one piece, in their order or the other way round. */
  v.object({ kind: v.literal('hold'), count: whole(2, 100), reversed: v.optional(v.boolean()), ...scope }),
  /** In data TPDUs of so many bytes. */
  v.object({ kind: v.literal('fragment'), bytes: whole(1, 65_535), ...scope }),
  /** What the header of the packet says. */
  v.object({
    kind: v.literal('packet'),
    version: v.optional(whole(0, 255)),
    length: v.optional(whole(0, 65_535)),
    ...scope,
  }),
  /** So many bytes, and the connection ends. */
  v.object({
    kind: v.literal('cut'),
    bytes: whole(0, 65_535),
    how: v.optional(v.picklist(['close', 'reset'])),
    ...scope,
  }),
  /** A disconnect request in place of the answer. */
  v.object({ kind: v.literal('disconnect'), reason: v.optional(whole(0, 255)), ...scope }),
  /** The request as a whole is refused: class and code as one number. */
  v.object({
    kind: v.literal('refuse'),
    error: whole(1, 65_535),
    rosctr: v.optional(v.picklist([2, 3])),
    ...scope,
  }),
  /** The kind of message that the header says. */
  v.object({ kind: v.literal('rosctr'), value: whole(0, 255), ...scope }),
  /** A message of this kind, that nobody has asked for, goes first; its reference is so much beside the answer's. */
  v.object({
    kind: v.literal('stray'),
    value: whole(0, 255),
    beside: v.optional(whole(0, 65_535)),
    ...scope,
  }),
  /** The reference is so much beside the right one. */
  v.object({ kind: v.literal('reference'), beside: whole(1, 65_535), ...scope }),
  /** What is added to the lengths that the header says. */
  v.object({
    kind: v.literal('lengths'),
    parameter: v.optional(whole(-1_000, 65_535)),
    data: v.optional(whole(-1_000, 65_535)),
    ...scope,
  }),
  /** What the PLC says that it agrees to, whatever was asked for. */
  v.object({
    kind: v.literal('agree'),
    pdu: v.optional(whole(0, 65_535)),
    jobs: v.optional(whole(0, 65_535)),
    ...scope,
  }),
  /** Items that are not answered, or are answered too many: so many more than were asked for. */
  v.object({ kind: v.picklist(['fewer-items', 'more-items']), by: whole(1, 255), ...scope }),
  /** Each item has so many bytes more, or fewer, and says so. */
  v.object({ kind: v.picklist(['longer-items', 'shorter-items']), by: whole(1, 1_000), ...scope }),
  /** The data ends so many bytes too soon, and the header says so. */
  v.object({ kind: v.literal('short-data'), by: whole(1, 65_535), ...scope }),
  /** What is said of one item, counted from 0, or of all. */
  v.object({ kind: v.literal('item'), code: whole(0, 255), at: v.optional(whole(0, 255)), ...scope }),
  /** The transport size of each item that is answered. */
  v.object({ kind: v.literal('transport'), size: whole(0, 255), ...scope }),
]);

export type S7Fault = Readonly<v.InferOutput<typeof s7FaultSchema>>;

const working: readonly Exchange[] = ['read', 'write', 'info', 'control'];

/** Whether a fault is one of what is said in an exchange. */
export function concerns({ on }: S7Fault, exchange: Exchange): boolean {
  if (on === undefined) return working.includes(exchange);
  return typeof on === 'string' ? on === exchange : on.includes(exchange);
}
