import { opcuaErrors, statusNameOf } from '../errors.ts';
import type { ManyService, OperationLimits, Outcome } from './caller.ts';
import type { LearnedLimits } from './operation-limits.ts';
import { isRefusalOfOurs } from './refusal-of.ts';
import type { ServiceResponse, SessionLink } from './session-link.ts';

/** Nothing of a request that was refused so was done. */
const refusedUnread: ReadonlySet<string | undefined> = new Set([
  'BadTooManyOperations',
  'BadRequestTooLarge',
]);

/** What was asked for did not fit into an answer: it may have been done. */
const answerTooLarge: ReadonlySet<string | undefined> = new Set([
  'BadResponseTooLarge',
  'BadEncodingLimitsExceeded',
]);

/** It is larger than the server said that it takes: it was not even sent. */
const isUnsent = (error: unknown): boolean =>
  isRefusalOfOurs(error) && statusNameOf(error) === 'BadTcpMessageTooLarge';

export interface ManyOptions<Operation, Result> {
  readonly operations: readonly Operation[];
  readonly service: ManyService<Operation, Result>;
  readonly limits: OperationLimits;
  readonly learned: LearnedLimits;
  /** Whether what may have been done may be asked for again. */
  readonly repeatable: boolean;
  /** Sends one request. */
  readonly send: (
    build: (link: SessionLink) => ReturnType<ManyService<Operation, Result>['build']>,
  ) => Promise<ServiceResponse>;
}

/**
 * Sends many operations in requests of as many as the server takes, and of half as many when it refuses them for their
 * number or size. What may not be repeated is sent once: then only the next ones go as fewer. What is too large to be sent was not sent: it
 * goes in halves whatever it is.
 */
export async function sendMany<Operation, Result>({
  operations,
  service,
  limits,
  learned,
  repeatable,
  send,
}: ManyOptions<Operation, Result>): Promise<readonly Outcome<Result>[]> {
  const { limit: key } = service;
  const outcomes: Outcome<Result>[] = [];
  const before = learned.known(key);
  const isTooMuch = (error: unknown): boolean =>
    isUnsent(error) ||
    refusedUnread.has(statusNameOf(error)) ||
    (repeatable && answerTooLarge.has(statusNameOf(error)));
  let limit = learned.of(limits, key);
  let isRefused = false;
  while (outcomes.length < operations.length) {
    const isAll = outcomes.length === 0 && operations.length <= limit;
    const part = isAll ? operations : operations.slice(outcomes.length, outcomes.length + limit);
    try {
      const response = await send((link) => service.build(part, link));
      const results = service.results(response, part);
      for (let index = 0; index < part.length; index += 1) outcomes.push(outcomeOf(results[index]));
      if (isRefused) learned.learn(key, limit);
    } catch (error) {
      if (isTooMuch(error) && !repeatable && !isUnsent(error)) {
        // What changes something in the plant is sent once, also where it was refused unread: others go out as fewer.
        for (const _ of part) outcomes.push({ error });
        limit = Math.ceil(part.length / 2);
        if (part.length > 1) learned.learn(key, limit);
        continue;
      }
      if (isTooMuch(error) && part.length > 1) {
        limit = Math.ceil(part.length / 2);
        isRefused = true;
        continue;
      }
      for (const _ of part) outcomes.push({ error });
      if (!isTooMuch(error)) continue;
      learned.unlearn(key, before);
      limit = learned.of(limits, key);
      isRefused = false;
    }
  }
  return outcomes;
}

/** A server that answers fewer than it was asked has said nothing of the others. */
const outcomeOf = <Result>(result: Result | undefined): Outcome<Result> =>
  result === undefined
    ? { error: opcuaErrors.badResponse({ reason: 'there are fewer results than operations' }) }
    : { result };
