import {
  type CodedError,
  type Route,
  type RouteAnswer,
  type RouteInput,
  requestPath,
} from '@millwright/schema';
import * as v from 'valibot';
import { editorErrors, type Failure, type Result } from './failure.ts';
import { parseJson } from './json.ts';
import { jQuery } from './red.ts';

export interface CallOptions {
  /** Gives the request up; the result is then the failure `editor.aborted`. */
  readonly signal?: AbortSignal;
  /** Milliseconds until the request is given up with `editor.timed-out`. */
  readonly timeout?: number;
}

const defaultTimeout = 15_000;

/**
 * Sends one request to a route of ours and checks the answer. It goes through the editor's own jQuery: that adds the
 * user's token, and resolves the relative address wherever the admin side is mounted.
 */
export function call<R extends Route>(
  route: R,
  input: RouteInput<R>,
  options: CallOptions = {},
): Promise<Result<RouteAnswer<R>>> {
  const { body, ...inPath } = input as { body?: unknown } & Parameters<typeof requestPath>[1];
  const milliseconds = options.timeout ?? defaultTimeout;
  return new Promise((resolve) => {
    const fail = (failure: Failure): void => resolve({ ok: false, failure });
    const request = jQuery().ajax({
      method: route.method,
      url: requestPath(route, inPath),
      headers: { Accept: 'application/json' },
      dataType: 'text',
      cache: route.method !== 'GET',
      timeout: milliseconds,
      ...(body === undefined ? {} : { contentType: 'application/json', data: JSON.stringify(body) }),
    });
    const abort = (): void => request.abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted) abort();
    void request
      .done((text: string) => {
        const answer = readAnswer(route, text);
        if (answer.ok) resolve(answer as Result<RouteAnswer<R>>);
        else fail(ofError(editorErrors.unexpectedAnswer({ path: route.path, status: request.status })));
      })
      .fail((_request, reason) => {
        if (reason === 'timeout') fail(ofError(editorErrors.timedOut({ milliseconds })));
        else if (reason === 'abort') fail(ofError(editorErrors.aborted()));
        else fail(readFailure(route, request.status, request.responseText));
      })
      .always(() => options.signal?.removeEventListener('abort', abort));
  });
}

/** Reads the JSON of an answer, and keeps of it only what the route declares. */
export function readAnswer(route: Route, text: string): { ok: true; value: unknown } | { ok: false } {
  if (route.response === undefined) return { ok: true, value: undefined };
  const parsed = v.safeParse(route.response, parseJson(text));
  return parsed.success ? { ok: true, value: parsed.output } : { ok: false };
}

const errorAnswer = v.object({
  code: v.string(),
  message: v.string(),
  details: v.optional(v.looseObject({})),
});

/** Reads the answer to a request that failed; Node-RED itself answers 401 with nothing in it. */
export function readFailure(route: Route, status: number, text: string | undefined): Failure {
  const parsed = v.safeParse(errorAnswer, parseJson(text ?? ''));
  if (parsed.success) {
    const { code, message, details } = parsed.output;
    return details === undefined ? { code, message, status } : { code, message, status, details };
  }
  if (status === 0) return ofError(editorErrors.unreachable());
  if (status === 401 || status === 403)
    return { ...ofError(editorErrors.notAllowed({ permission: route.permission })), status };
  return { ...ofError(editorErrors.unexpectedAnswer({ path: route.path, status })), status };
}

export function ofError(error: CodedError): Failure {
  return { ...error.toJSON(), status: error.status };
}
