import assert from 'node:assert/strict';
import { Connection, type Link } from '../connection/connection.ts';
import type { ConnectionPolicy } from '../connection/policy.ts';
import { ManualClock } from '../manual-clock.ts';
import type { Block, PlanLimits, Span } from './plan.ts';
import type { FailureKind, Lane, RequestOptions } from './request.ts';
import { RequestScheduler } from './scheduler.ts';
import type { SchedulerOptions } from './scheduler-options.ts';

/** A failure that says itself what it means. */
export class Failure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string = kind) {
    super(message);
    this.kind = kind;
  }
}

export interface Register extends Span {
  readonly name: string;
}

export class FakeLink implements Link {
  open = true;
  readonly #lost: ((error: unknown) => void)[] = [];

  onEnd(listener: (error: unknown) => void): void {
    this.#lost.push(listener);
  }

  end(error: unknown = new Failure('lost')): void {
    if (!this.open) return;
    this.open = false;
    for (const tell of this.#lost.splice(0)) tell(error);
  }

  async close(): Promise<void> {
    this.end();
  }
}

/** What a request to the fake PLC comes to: milliseconds, and a failure where it is one. */
export interface Outcome {
  readonly takes: number;
  readonly failure?: FailureKind;
}

export interface Sent {
  readonly at: number;
  readonly unit: number;
  /** `start+length` of a block, or the name of a call. */
  readonly what: string;
}

type Options = Partial<SchedulerOptions<FakeLink, Register>> & {
  readonly policy?: Partial<ConnectionPolicy>;
};

export const never: AbortSignal = new AbortController().signal;

/** A scheduler over a real connection to a PLC whose behaviour the test decides. Requests take 10 ms. */
export class Scene {
  readonly clock = new ManualClock(Date.UTC(2026, 0, 1));
  readonly links: FakeLink[] = [];
  readonly sent: Sent[] = [];
  readonly limits: PlanLimits = { limitOf: () => 125, gapOf: () => 0 };
  readonly connection: Connection<FakeLink>;
  readonly scheduler: RequestScheduler<FakeLink, Register>;
  readonly release: () => void;
  /** What becomes of the reading of a block. */
  onRead: (unit: number, block: Block<Register>) => Outcome = () => ({ takes: 10 });
  /** For how long the link can take nothing. */
  restOf: () => number = () => 0;
  mayOpen = true;
  mostAtOnce = 0;
  readonly #depth: number;
  #underWay = 0;

  constructor({ policy, ...options }: Options = {}) {
    this.#depth = options.depth ?? 1;
    this.connection = new Connection<FakeLink>({
      clock: this.clock,
      random: () => 0,
      closedError: () => new Error('closed'),
      onFault: (error) => assert.fail(String(error)),
      open: async () => {
        if (!this.mayOpen) throw new Failure('local', 'refused');
        const link = new FakeLink();
        this.links.push(link);
        return link;
      },
      ...(policy && { policy }),
    });
    this.scheduler = new RequestScheduler<FakeLink, Register>({
      connection: this.connection,
      clock: this.clock,
      protocol: {
        restOf: () => this.restOf(),
        classify: (error) => (error instanceof Failure ? error.kind : 'local'),
        readBlock: async (link, unit, block) => {
          const { start, length } = block;
          await this.#perform(link, unit, `${start}+${length}`, this.onRead(unit, block));
          return Uint8Array.from({ length }, (_, index) => (start + index) % 256);
        },
      },
      ...options,
    });
    this.release = this.connection.need();
  }

  get link(): FakeLink {
    return this.links.at(-1) ?? assert.fail('there is no link yet');
  }

  get order(): readonly string[] {
    return this.sent.map(({ what }) => what);
  }

  registers(...starts: number[]): Register[] {
    return starts.map((start) => ({ name: `r${start}`, area: 'holding', start, length: 1 }));
  }

  read(unit: number, members: readonly Register[], source: string, options: Partial<RequestOptions> = {}) {
    return this.scheduler.read(unit, members, source, { signal: never, limits: this.limits, ...options });
  }

  call(
    unit: number,
    lane: Lane,
    what: string,
    { takes, failure }: Partial<Outcome> = {},
    options: Partial<RequestOptions> & { readonly source?: string } = {},
  ): Promise<string> {
    const { source = 'a node', ...rest } = options;
    const run = async (link: FakeLink): Promise<string> => {
      await this.#perform(link, unit, what, { takes: takes ?? 10, ...(failure && { failure }) });
      return what;
    };
    return this.scheduler.request(unit, lane, source, run, { signal: never, ...rest });
  }

  async close(): Promise<void> {
    this.scheduler.close();
    await this.connection.close();
    assert.equal(this.clock.pending, 0, 'no timer is left');
    assert.equal(this.scheduler.waiting, 0);
  }

  #perform(link: FakeLink, unit: number, what: string, { takes, failure }: Outcome): Promise<void> {
    assert.ok(link.open, 'nothing is sent over a link that is closed');
    this.sent.push({ at: this.clock.elapsed(), unit, what });
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    assert.ok(this.#underWay <= this.#depth, 'never more at once than the depth');
    return new Promise((resolve, reject) => {
      let open = true;
      const end = (settle: () => void): void => {
        if (!open) return;
        open = false;
        cancel();
        this.#underWay -= 1;
        settle();
      };
      const cancel = this.clock.after(takes, () =>
        end(() => (failure ? reject(new Failure(failure)) : resolve())),
      );
      link.onEnd((error) => end(() => reject(error)));
    });
  }
}

/** How a promise ended: its value or its error's code or message; undefined while it has not. */
export function outcomeOf(promise: Promise<unknown>): { readonly is: unknown } {
  const outcome: { is: unknown } = { is: undefined };
  promise.then(
    (value) => {
      outcome.is = value;
    },
    (error: Error & { code?: string }) => {
      outcome.is = error.code ?? error.message;
    },
  );
  return outcome;
}
