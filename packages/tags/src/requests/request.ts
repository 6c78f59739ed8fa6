import type { Block, PlanLimits, Span } from './plan.ts';

/** A write goes before everything that waits. */
export type Lane = 'read' | 'write';

/**
 * What becomes of a request that finds the queue of its lane full: it is refused, or the oldest one that has not begun
 * of whichever source has most of them waiting makes room.
 */
export type QueuePolicy = 'reject-new' | 'drop-oldest';

/** What a failure says of the PLC, in words that all protocols share. */
export type FailureKind =
  /** Sent; no answer within the time limit. */
  | 'unanswered'
  /** A gateway answered that it got no answer from the unit behind it. */
  | 'absent'
  /** The unit does not have all of the range that was asked for. */
  | 'refused-range'
  /** The unit does not answer so much at once. */
  | 'refused-size'
  /** The unit did nothing yet and asks for another try later. */
  | 'busy'
  /** The unit has begun and needs longer than an answer may take. */
  | 'in-progress'
  /** Answered, with any other refusal or with something that does not fit the request. */
  | 'answer'
  /** The link ended while it was on its way. */
  | 'lost'
  /** Nothing was sent: the request itself is not possible. */
  | 'local';

/** What a scheduler gets from its protocol. */
export interface RequestProtocol<L, Member extends Span> {
  /**
   * Sends one request for a block.
   * @returns the bytes of the whole block, as the members' own decoders expect them
   */
  readBlock(link: L, unit: number, block: Block<Member>, signal: AbortSignal): Promise<Uint8Array>;
  classify(error: unknown): FailureKind;
  /** Whether this unit answers at all: nobody does to a broadcast. Default: yes. */
  isAnswered?(unit: number): boolean;
  /** Milliseconds for which the link can take nothing, as a line that has to be silent after a time-out. Default: none. */
  restOf?(link: L): number;
}

/** For a request before which something else is asked: until when it can still be taken back. */
export interface Hold {
  /** Nothing of it goes out before `release`: its caller and its deadline end it, and then it was not sent. */
  hold(): void;
  /** It goes out now. @throws `tags.not-sent` where it was taken back */
  release(): void;
}

export interface RequestOptions {
  /**
   * Ends the waiting at once. What is on its way stays there until it is answered or times out, so that the PLC never
   * has more to do than the depth allows.
   */
  readonly signal: AbortSignal;
  /** Milliseconds from now within which it has to be sent; without one it waits as long as the connection lives. */
  readonly deadline?: number;
  /**
   * It only tries the connection out, for whoever sets it up: it is in no counter, and that it finds no answer is not
   * held against its unit or the link. Default: false.
   */
  readonly trial?: boolean;
}

export interface ReadOptions<Area extends string = string> extends RequestOptions {
  /** What waits for one unit with the same limits (the same object) is planned together. */
  readonly limits: PlanLimits<Area>;
}

/** What came for a member of a read. */
export type ReadOutcome =
  | {
      /** The bytes of the block that held the member. Shared by all its members. */
      readonly data: Uint8Array;
      /** The address at which `data` begins. */
      readonly start: number;
      /** When they were received (ms UTC). */
      readonly ts: number;
    }
  | { readonly error: unknown };
