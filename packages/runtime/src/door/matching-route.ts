import { foreignRead, foreignWrite, type RouteRow, routeRows, silentRequests } from '../catalogue/index.ts';
import { type PathMatcher, pathMatcher } from '../http/request.ts';
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

interface Known {
  readonly method: string;
  readonly match: PathMatcher;
  /** Undefined for what is no operation. */
  readonly row: RouteRow | undefined;
}

const known: readonly Known[] = [
  ...routeRows.flatMap((row) => row.requests.map((request) => ({ request, row }))),
  ...silentRequests.map((request) => ({ request, row: undefined })),
].map(({ request, row }) => {
  const [method = '', path = ''] = request.split(' ');
  return { method, match: pathMatcher(path), row };
});

/** Below it stand our own routes, which are operations by their own right. */
export const isOurs = (path: string): boolean => path === '/millwright' || path.startsWith('/millwright/');

/**
 * What a request counts as, or undefined if it is none of our business: no node declared a route for it (then it may
 * be an endpoint of a flow, where both live below the same root), or it asks for a file of the editor.
 *
 * @param stack the layers of the router that nodes declare their routes on
 * @param path below the admin root, as it came
 */
export function matchRoute(stack: readonly Layer[], method: string, path: string): RouteMatch | undefined {
  if (method === 'OPTIONS' || isOurs(path)) return undefined;
  const layer = stack.find((each) => answers(each, method, path));
  if (!layer) return undefined;
  const asked = method === 'HEAD' ? 'GET' : method;
  const [first = '', ...more] = methodsOf(layer);
  const declared = { method: more.length > 0 ? asked : first, path: pathOf(layer) };
  for (const entry of known) {
    const params = entry.method === asked ? read(entry.match, path) : undefined;
    if (!params) continue;
    return entry.row && { row: entry.row, params, declared };
  }
  return { row: asked === 'GET' ? foreignRead : foreignWrite, params: {}, declared };
}

/** All routes that nodes have declared, but for Node-RED's own and ours. */
export function foreignRoutes(stack: readonly Layer[]): readonly DeclaredRoute[] {
  return stack
    .filter((layer) => layer.route || isMounted(layer))
    .flatMap((layer) => methodsOf(layer).map((method) => ({ method, path: pathOf(layer) })))
    .filter(({ path }) => !isOurs(path) && !known.some(({ match }) => read(match, path)));
}

/** Mounted below a path with `use`; what stands for every path only looks at requests as they go by. */
const isMounted = ({ route, regexp }: Layer): boolean =>
  !route && regexp !== undefined && !regexp.fast_slash && !regexp.fast_star;

function answers(layer: Layer, method: string, path: string): boolean {
  const { route, regexp } = layer;
  if (!regexp || !(route || isMounted(layer))) return false;
  if (!(regexp.fast_star || regexp.test(path))) return false;
  if (!route) return true;
  const { methods } = route;
  const name = method.toLowerCase();
  return Boolean(methods['_all'] || methods[name] || (name === 'head' && methods['get']));
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

/** A path with broken escapes matches nothing, as in Express. */
function read(match: PathMatcher, path: string): Readonly<Record<string, string>> | undefined {
  try {
    return match(path);
  } catch {
    return undefined;
  }
}
