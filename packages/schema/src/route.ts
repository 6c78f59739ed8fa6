import * as v from 'valibot';
import { defineErrors } from './error.ts';
import { problemOf, type RequestProblem } from './issue.ts';
import { formatProblem, type Parsed, type Problem } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What a caller must hold. `read` and `write` mean those of the route's own area; what answers the content of flows
 * needs the right to read them, and a route that opens connections on behalf of a user the right to deploy. `open` is for
 * machines that are no user of this Node-RED: nobody's log-in is asked for, and what they say is signed.
 */
export type RoutePermission = 'read' | 'write' | 'flows.read' | 'flows.write' | 'open';

export interface RouteDeclaration {
  readonly method: Method;
  /** Below `/millwright/<area>`; `:name` is a parameter, each declared in `params`. */
  readonly path: `/${string}`;
  readonly permission: RoutePermission;
  /** It changes nothing, though its method says so: what it is asked for does not fit into an address. */
  readonly reads?: true;
  /** Editors ask it by themselves, again and again: nobody did anything. */
  readonly background?: true;
  /** One English sentence for the generated API document. */
  readonly summary?: string;
  readonly params?: v.GenericSchema;
  /** From text: use {@link queryInteger} and its like, since all that arrives is strings. */
  readonly query?: v.GenericSchema;
  readonly body?: v.GenericSchema;
  /** What a success answers as JSON. Without it the answer is 204 with no content. */
  readonly response?: v.GenericSchema;
  /** The media type of what a success answers as a file, in place of JSON; the handler returns a {@link FileAnswer}. */
  readonly stream?: string;
  /** A longer request body is refused with 413. Default {@link defaultMaxBodyBytes}. */
  readonly maxBodyBytes?: number;
}

/** A file that is made while it is sent. */
export interface FileAnswer {
  /** Letters, digits, dots and hyphens. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<string | Uint8Array>;
  /** Of a file whose bytes are known before it is sent: which of them `chunks` are. */
  readonly piece?: FilePiece;
  /** Whoever takes not a byte for so many milliseconds is cut off. Default: whoever holds the line is waited for. */
  readonly patience?: number;
}

/** Bytes `from` up to, and without, `to`. */
export interface FilePiece {
  readonly from: number;
  readonly to: number;
  /** Of the whole file. */
  readonly size: number;
  /** Names its content, without quotes. */
  readonly tag: string;
}

export const defaultMaxBodyBytes = 64 * 1024;

/** A declared route with everything filled in. */
export type Route<Declaration extends RouteDeclaration = RouteDeclaration> = Omit<
  Declaration,
  'path' | 'permission' | 'maxBodyBytes'
> & {
  readonly area: string;
  readonly name: string;
  /** The whole path below the admin root, in Express notation: `/millwright/history/versions/:id`. */
  readonly path: string;
  /** As Node-RED's `needsPermission` takes it: `millwright.history.read`; or `open`. */
  readonly permission: string;
  readonly maxBodyBytes: number;
};

export type Routes<Table extends Record<string, RouteDeclaration>> = {
  readonly [Name in keyof Table & string]: Route<Table[Name]>;
};

type Output<Schema> = Schema extends v.GenericSchema ? v.InferOutput<Schema> : never;
type Input<Schema> = Schema extends v.GenericSchema ? v.InferInput<Schema> : never;
type Part<R, Name extends string, Value> = R extends { readonly [Key in Name]: v.GenericSchema }
  ? { readonly [Key in Name]: Value }
  : unknown;

/** What a handler gets: only the parts that the route declares, checked and converted. */
export type RouteRequest<R> = Part<R, 'params', Output<R['params' & keyof R]>> &
  Part<R, 'query', Output<R['query' & keyof R]>> &
  Part<R, 'body', Output<R['body' & keyof R]>>;

/** What a client gives: parameters and query as values (they become text on the way), the body as JSON. */
export type RouteInput<R> = Part<R, 'params', Output<R['params' & keyof R]>> &
  Part<R, 'query', Output<R['query' & keyof R]>> &
  Part<R, 'body', Input<R['body' & keyof R]>>;

/** What a handler returns. */
export type RouteResponse<R> = R extends { readonly stream: string }
  ? FileAnswer
  : R extends { readonly response: infer Schema }
    ? Input<Schema>
    : undefined;

/** What a client reads. */
export type RouteAnswer<R> = R extends { readonly response: infer Schema } ? Output<Schema> : undefined;

const maxProblemsInMessage = 3;

export const requestErrors = defineErrors('request', {
  invalid: {
    status: 400,
    family: 'caller',
    message: (details: { problems: readonly Problem[] }) =>
      `The request is not valid: ${details.problems.slice(0, maxProblemsInMessage).map(formatProblem).join('; ')}${details.problems.length > maxProblemsInMessage ? ' …' : ''}`,
  },
  tooLarge: {
    status: 413,
    family: 'caller',
    message: (details: { maxBytes: number }) => `The request is larger than ${details.maxBytes} bytes`,
  },
});

export const routeErrors = defineErrors('route', {
  parametersDiffer: {
    status: 500,
    family: 'bug',
    message: (details: { path: string }) =>
      `The declared parameters of ${details.path} are not those of its path`,
  },
});

const permissionOf = (area: string, permission: RoutePermission): string =>
  permission === 'open' || permission.startsWith('flows.') ? permission : `millwright.${area}.${permission}`;

/** Whether nobody's log-in is asked for. */
export const isOpen = ({ permission }: Pick<Route, 'permission'>): boolean => permission === 'open';

/**
 * Declares the admin routes of one area, once for both sides: the server's handlers, the browser's client and the
 * API document follow from this table.
 *
 * @throws `route.parameters-differ` when a path and its `params` disagree
 */
export function defineRoutes<const Area extends string, const Table extends Record<string, RouteDeclaration>>(
  area: Area,
  table: Table,
): Routes<Table> {
  const routes = Object.entries(table).map(([name, declaration]) => {
    const path = `/millwright/${area}${declaration.path}`;
    const inPath = pathParameters(path).sort();
    const declared = declaredParameters(declaration.params).sort();
    if (inPath.join() !== declared.join()) throw routeErrors.parametersDiffer({ path });
    const route: Route = {
      ...declaration,
      area,
      name,
      path,
      permission: permissionOf(area, declaration.permission),
      maxBodyBytes: declaration.maxBodyBytes ?? defaultMaxBodyBytes,
    };
    return [name, Object.freeze(route)];
  });
  return Object.freeze(Object.fromEntries(routes)) as Routes<Table>;
}

const parameterPattern = /:([A-Za-z]\w*)/g;

const pathParameters = (path: string): string[] =>
  [...path.matchAll(parameterPattern)].map(([, name = '']) => name);

function declaredParameters(schema: v.GenericSchema | undefined): string[] {
  if (schema === undefined || !('entries' in schema)) return [];
  return Object.keys(schema.entries as object);
}

/** Checks what came over the wire. Nothing that the route does not declare gets through. */
export function parseRequest<R extends Route>(
  route: R,
  raw: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
): Parsed<RouteRequest<R>> {
  const request: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part];
    if (schema === undefined) continue;
    const result = v.safeParse(schema, raw[part] ?? (part === 'body' ? undefined : {}));
    if (result.success) request[part] = result.output;
    else problems.push(...result.issues.map((issue) => problemOf([part], issue)));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: request as RouteRequest<R> };
}

type Scalar = string | number | boolean;

/**
 * The path and query of one request, relative to the admin root (no leading slash, since Node-RED may be mounted
 * anywhere): `millwright/history/versions?limit=50`. Undefined query values are left out.
 */
export function requestPath(
  route: Route,
  input: {
    readonly params?: Readonly<Record<string, Scalar>>;
    readonly query?: Readonly<Record<string, Scalar | undefined>>;
  } = {},
): string {
  const path = route.path
    .slice(1)
    .replace(parameterPattern, (_match, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = Object.entries(input.query ?? {})
    .filter((entry): entry is [string, Scalar] => entry[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** An integer that arrives as text. */
export const queryInteger = (minimum: number, maximum: number) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,15}$/, 'not-an-integer' satisfies RequestProblem),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(minimum),
    v.maxValue(maximum),
  );

/** A yes or no that arrives as text. */
export const queryFlag = () =>
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
    v.boolean(),
  );

/** Text with an upper limit; every text that comes from outside has one. */
export const boundedText = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));
