import {
  isDeeperThan,
  type Method,
  maxNesting,
  parseRequest,
  type RequestProblem,
  type Route,
  type RouteRequest,
  requestErrors,
} from '@millwright/schema';
import { runtimeErrors } from '../errors.ts';
import type { Request } from '../red.ts';

const changing: ReadonlySet<Method> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Checks a request against its route, before and after the shape: origin, size, kind, parameters, query, body.
 *
 * @throws `request.invalid`, `request.too-large`, `runtime.not-json`, `runtime.cross-site`
 */
export function readRequest<R extends Route>(
  route: R,
  request: Request,
  params: Readonly<Record<string, string>>,
): RouteRequest<R> {
  // Where no log-in is configured, nothing else keeps a page of another site from sending this.
  if (changing.has(route.method) && request.headers['sec-fetch-site'] === 'cross-site')
    throw runtimeErrors.crossSite();
  if (isDeeperThan(request.body, maxNesting)) {
    const problem = {
      path: ['body'],
      code: 'too-deep' satisfies RequestProblem,
      details: { max: maxNesting },
    };
    throw requestErrors.invalid({ problems: [problem] });
  }
  const maxBytes = route.maxBodyBytes;
  if (bodyBytes(request) > maxBytes) throw requestErrors.tooLarge({ maxBytes });
  if (route.body && !isJson(request)) throw runtimeErrors.notJson();
  const parsed = parseRequest(route, { params, query: request.query, body: request.body });
  if (!parsed.ok) throw requestErrors.invalid({ problems: parsed.problems });
  return parsed.value;
}

/** The length that the headers announce is that of what was sent: nothing is known of it when it comes compressed. */
function bodyBytes(request: Request): number {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = request.headers;
  const announced = length === undefined ? 0 : Number(length);
  const chunked = request.headers['transfer-encoding'] !== undefined;
  if (!chunked && /^identity$/i.test(encoding)) return announced;
  const read = request.body === undefined ? 0 : Buffer.byteLength(JSON.stringify(request.body));
  return Math.max(announced, read);
}

function isJson(request: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

/** What a path of a route matches, or undefined. `path` is below the point where the routes are mounted. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | undefined;

/** Makes the matcher of a path in Express notation (`/versions/:id`). */
export function pathMatcher(path: string): PathMatcher {
  const names = [...path.matchAll(/:([A-Za-z]\w*)/g)].map(([, name = '']) => name);
  const literal = path.split(/:[A-Za-z]\w*/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('([^/]+)')}/?$`);
  return (given) => {
    const match = pattern.exec(given);
    return match
      ? Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1], name)]))
      : undefined;
  };
}

function decode(text = '', name: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw requestErrors.invalid(
      { problems: [{ path: ['params', name], code: 'malformed' satisfies RequestProblem }] },
      { cause },
    );
  }
}
