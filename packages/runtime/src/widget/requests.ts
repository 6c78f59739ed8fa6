import { answerEvent, type CodedError, type Parcel, type WidgetAnswer } from '@millwright/schema';
import * as v from 'valibot';
import { backlogOf } from './backlog.ts';
import type { Connection } from './dashboard.ts';
import { widgetErrors } from './errors.ts';
import { type Rate, RateLimit } from './rate.ts';

/** JSON text of a request, at most. */
const maxBytes = 16_384;

/** What one browser may ask of one widget: a hand that zooms asks several times a second. */
const rate: Rate = { perSecond: 20, burst: 40 };

/** What one browser may have under way at one widget: a page has two or three. */
const mostAtOnce = 8;

const requestSchema = v.object({
  number: v.pipe(v.number(), v.safeInteger()),
  ask: v.pipe(v.string(), v.maxLength(50)),
  body: v.optional(v.unknown()),
});

/** A request as it was checked. */
export type Request = v.InferOutput<typeof requestSchema>;

/** Takes the requests that browsers send to one widget, within limits, and answers each browser alone. */
export class Requests {
  readonly #type: string;
  readonly #answer: (request: Request, connection: Connection) => Parcel | Promise<Parcel>;
  /** An error as whoever asked may see it. */
  readonly #coded: (error: unknown) => CodedError;
  readonly #limits = new WeakMap<Connection, RateLimit>();
  readonly #underWay = new WeakMap<Connection, number>();

  constructor(
    type: string,
    answer: (request: Request, connection: Connection) => Parcel | Promise<Parcel>,
    coded: (error: unknown) => CodedError,
  ) {
    this.#type = type;
    this.#answer = answer;
    this.#coded = coded;
  }

  async take(value: unknown, connection: Connection, widget: string): Promise<void> {
    const number = numberOf(value);
    // Nobody waits for an answer that cannot say to what.
    if (number === undefined) return;
    // Who does not read what they are answered gets no more of it: it would pile up here.
    if (backlogOf(connection) === 'behind') return;
    const answer = await this.#settle(value, connection);
    connection.emit(answerEvent(widget), { number, ...answer } satisfies WidgetAnswer);
  }

  async #settle(value: unknown, connection: Connection): Promise<Omit<WidgetAnswer, 'number'>> {
    try {
      return await this.#carryOut(this.#check(value, connection), connection);
    } catch (error) {
      return { error: this.#coded(error).toJSON() };
    }
  }

  async #carryOut(request: Request, connection: Connection): Promise<Parcel> {
    const count = (change: number): number => {
      const now = (this.#underWay.get(connection) ?? 0) + change;
      this.#underWay.set(connection, now);
      return now;
    };
    try {
      if (count(1) > mostAtOnce) throw widgetErrors.tooManyAtOnce({ type: this.#type, max: mostAtOnce });
      return await this.#answer(request, connection);
    } finally {
      count(-1);
    }
  }

  #check(value: unknown, connection: Connection): Request {
    const now = performance.now();
    const limit = this.#limits.get(connection) ?? new RateLimit(rate, now);
    this.#limits.set(connection, limit);
    if (!limit.take(now)) {
      throw widgetErrors.tooManyRequests({ type: this.#type, perSecond: rate.perSecond });
    }
    const bytes = this.#sizeOf(value);
    if (bytes > maxBytes) throw widgetErrors.requestTooLarge({ bytes, max: maxBytes });
    return checkBody(this.#type, requestSchema, value);
  }

  /** Lists in lists can be written in few bytes, and be too deep to go through. */
  #sizeOf(value: unknown): number {
    try {
      return JSON.stringify(value).length;
    } catch {
      throw widgetErrors.requestMalformed({ type: this.#type, problems: ['it is nested too deeply'] });
    }
  }
}

/**
 * What a browser sent, as the schema has it.
 * @throws `widget.request-malformed`
 */
export function checkBody<Schema extends v.GenericSchema>(
  type: string,
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const problems = issues.map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(': '));
  throw widgetErrors.requestMalformed({ type, problems });
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('number' in value)) return undefined;
  return Number.isSafeInteger(value.number) ? Number(value.number) : undefined;
}
