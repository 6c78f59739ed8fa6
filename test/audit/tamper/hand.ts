import type { DatabaseSync } from 'node:sqlite';
import type { AuditEvent, SigningKey } from '@millwright/ledger';
import type { Random } from '../../faults/random.ts';
import { Forger } from './forger.ts';

/** A hand at the file: chance, the file, and what of it was anchored. */
export class Hand {
  readonly random: Random;
  readonly database: DatabaseSync;
  readonly forger: Forger;
  /** Events before this number are covered by an anchored checkpoint. */
  readonly covered: number;
  /** The private key that signs now, stolen from the machine. */
  readonly stolen: SigningKey;
  /** The size since which it signs. */
  readonly stolenSince: number;

  constructor(random: Random, database: DatabaseSync, log: Pick<Hand, 'covered' | 'stolen' | 'stolenSince'>) {
    this.random = random;
    this.database = database;
    this.forger = new Forger(database);
    this.covered = log.covered;
    this.stolen = log.stolen;
    this.stolenSince = log.stolenSince;
  }

  /** A whole number from 0, less than `end`. */
  below(end: number): number {
    return Math.floor(this.random.next() * end);
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** An event that an anchor covers. */
  pick(from = 0): number {
    return this.one(this.forger.seqs().filter((seq) => seq >= from && seq < this.covered));
  }

  /** Two of them, the earlier first. */
  pickTwo(): readonly [number, number] {
    const first = this.pick();
    const second = this.one(this.forger.seqs().filter((seq) => seq !== first && seq < this.covered));
    return first < second ? [first, second] : [second, first];
  }

  /** What somebody would like to have happened instead. */
  readonly lie = (event: AuditEvent): AuditEvent =>
    this.one<() => AuditEvent>([
      () => ({ ...event, actor: { ...event.actor, name: 'nobody' } }),
      () => ({ ...event, outcome: event.outcome === 'refused' ? 'success' : 'refused' }),
      () => ({ ...event, time: '2026-01-01T00:00:00.000Z' }),
      () => ({ ...event, reason: `${event.reason ?? ''} as agreed` }),
      () => ({ ...event, source: { ...event.source, address: '10.9.9.9' } }),
      () => ({ ...event, name: event.name === 'flows.read' ? 'flows.deploy' : 'flows.read' }),
      () => ({ ...event, uptime: event.uptime + 1 }),
    ])();
}

/** One way to change a log. */
export interface Mutation {
  readonly name: string;
  /** @returns the event that is to be named, where exactly one is not as it was */
  readonly apply: (hand: Hand) => number | undefined;
}

/** Several that differ in nothing to be named. */
export const unnamed = (name: string, apply: (hand: Hand) => void): Mutation => ({
  name,
  apply: (hand) => {
    apply(hand);
    return undefined;
  },
});
