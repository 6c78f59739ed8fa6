import { type CodedError, isCodedError } from '@millwright/schema';
import type { Response } from '../red.ts';

/** Express 4's response, which Node-RED answers its own routes with. */
type JsonResponse = Response & { json?: (body: unknown) => unknown };

/** The response that belongs to the context of a request. */
const responses = new WeakMap<object, JsonResponse>();

/** Notes to which response a request's context leads. */
export function noteResponse(context: object, response: Response): void {
  responses.set(context, response);
  // Something that a request has started may hold its context for long.
  response.once('close', () => responses.delete(context));
}

/**
 * Node-RED answers `code` and `message` of an error that its runtime API rejects with. Adds the details to that
 * answer, from which editors make a sentence in the user's language. Where no request led here nothing is done.
 */
export function answerDetails(context: object | undefined, error: unknown): void {
  const response = context && responses.get(context);
  if (!response?.json || !isCodedError(error) || error.details === undefined) return;
  const { json } = response;
  response.json = (body) => json.call(response, withDetails(body, error));
}

function withDetails(body: unknown, { code, details }: CodedError): unknown {
  const isOfError = typeof body === 'object' && body !== null && 'code' in body && body.code === code;
  return isOfError ? { ...body, details } : body;
}
