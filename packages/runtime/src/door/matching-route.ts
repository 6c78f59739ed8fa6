import { foreignRead, foreignWrite, type RouteRow, routeRows, silentRequests } from '../catalogue/index.ts';
import type { Layer } from '../red.ts';

/** A route as Node-RED's router has it: what a node declared with `get`, `post`, `use` … */
export interface DeclaredRoute {
  /** In capitals; `ALL`, or `USE` for whatever is mounted below a path. */
  readonly method: string;
  readonly path: string;
}

/** What a request to a route that a node declared counts as. */
export interface RouteMatch {
  readonly row: RouteRow;
  readonly params: Readonly<Record<string, string>>;
  readonly declared: DeclaredRoute;
}

/**
 * Node-RED's own nodes are known by what they declare, as their source has it: of a request there are many ways to
 * write it (capitals, a slash at the end, escapes). What is no operation has no row.
 */
const known: ReadonlyMap<string, RouteRow | undefined> = new Map([
  ...routeRows.flatMap((row) => row.requests.map((request): [string, RouteRow] => [request, row])),
  ...silentRequests.map((request): [string, undefined] => [request, undefined]),
]);

const keyOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;

/** Below it stand our own routes, which are operations by their own right. */
const isMillwright = (path: string): boolean => /^\/millwright(\/|$)/i.test(path);

/**
 * What a request counts as, or undefined if it is none of our business: no node declared a route for it (then it may
 * be an endpoint of a flow, where both live below the same root), or it asks for a file of the editor.
 *
 * @param stack the layers of the router that nodes declare their routes on
 * @param path below the admin root, as it came
 */
export function matchRoute(stack: readonly Layer[], method: string, path: string): RouteMatch | undefined {
  if (method === 'OPTIONS' || isMillwright(path)) return undefined;
  const layer = find(stack, method, path);
  if (!layer) return undefined;
  const asked = method === 'HEAD' ? 'GET' : method;
  const [first = '', ...more] = methodsOf(layer);
  const declared = { method: more.length > 0 ? asked : first, path: pathOf(layer) };
  if (!known.has(keyOf(declared)))
    return { row: asked === 'GET' ? foreignRead : foreignWrite, params: {}, declared };
  const row = known.get(keyOf(declared));
  return row && { row, params: paramsOf(layer, path), declared };
}

/** All routes that nodes have declared, but for Node-RED's own and ours. */
export function foreignRoutes(stack: readonly Layer[]): readonly DeclaredRoute[] {
  return stack
    .flatMap((layer) => (isEverywhere(layer) ? (innerOf(layer) ?? []) : [layer]))
    .flatMap((layer) => methodsOf(layer).map((method) => ({ method, path: pathOf(layer) })))
    .filter((declared) => !isMillwright(declared.path) && !known.has(keyOf(declared)));
}

/** The first layer that answers, as Express would choose it. */
function find(stack: readonly Layer[], method: string, path: string): Layer | undefined {
  for (const layer of stack) {
    const found = isEverywhere(layer) ? find(innerOf(layer) ?? [], method, path) : layer;
    if (found && (found !== layer || answers(layer, method, path))) return found;
  }
  return undefined;
}

/** Mounted for every path: most only look at requests as they go by, but a router has routes of its own. */
const isEverywhere = ({ route, regexp }: Layer): boolean =>
  !route && (regexp === undefined || Boolean(regexp.fast_slash || regexp.fast_star));

/** The routes of a router that is mounted as it is; an application hides its own. */
const innerOf = ({ handle }: Layer): readonly Layer[] | undefined =>
  (handle as { readonly stack?: readonly Layer[] } | undefined)?.stack;

function answers({ route, regexp }: Layer, method: string, path: string): boolean {
  if (!regexp || !(regexp.fast_star || regexp.test(path))) return false;
  if (!route) return true;
  const name = method.toLowerCase();
  return Boolean(route.methods['_all'] || route.methods[name] || (name === 'head' && route.methods['get']));
}

/** Express's `all` is a route for each of some thirty methods. */
const allMethods = 10;

function methodsOf({ route }: Layer): readonly string[] {
  if (!route) return ['USE'];
  const names = Object.keys(route.methods);
  return names.length > allMethods || route.methods['_all']
    ? ['ALL']
    : names.map((name) => name.toUpperCase());
}

/** As it was declared; of what is mounted with `use` Express keeps only the expression that it made of it. */
function pathOf({ route, regexp, keys = [] }: Layer): string {
  if (route) return String(route.path);
  const names = keys.map(({ name }) => `:${name}`);
  return (regexp?.source ?? '')
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replaceAll('(?:\\/([^/]+?))', () => `/${names.shift()}`)
    .replaceAll('\\/', '/');
}

function paramsOf({ regexp, keys = [] }: Layer, path: string): Readonly<Record<string, string>> {
  const [, ...values] = regexp?.exec(path) ?? [];
  return Object.fromEntries(keys.map(({ name }, index) => [name, decode(values[index] ?? '')]));
}

/** What cannot be decoded stays as it came: Express answers that by itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
