import { catalogue, silentRequests } from '@millwright/runtime';

/** A layer of an Express router, as `routers.cjs` describes it. */
export interface Layer {
  readonly name: string;
  /** Stands for every path. */
  readonly every: boolean;
  readonly expression: string;
  readonly flags: string;
  readonly route?: { readonly path: string; readonly methods: readonly string[] };
  readonly inner: readonly Layer[];
}

interface Leaf {
  readonly layer: Layer;
  /** The expressions from the outermost router to this route, and its methods: routes that are the same share it. */
  readonly place: string;
}

/**
 * Routes that no request of the catalogue leads to, nor one of `others`, and requests of the catalogue that lead to no
 * route.
 */
export function compareWithCatalogue(
  routers: readonly Layer[],
  others: readonly string[],
): {
  readonly unknownRoutes: readonly string[];
  readonly lostRequests: readonly string[];
} {
  const requests = [...catalogue.flatMap((row) => row.requests), ...silentRequests];
  const found = new Map(requests.map((request) => [request, routeOf(routers, request)]));
  const layers = new Set([...found.values(), ...others.map((request) => routeOf(routers, request))]);
  const all = leaves(routers);
  const known = new Set(all.filter(({ layer }) => layers.has(layer)).map(({ place }) => place));
  return {
    unknownRoutes: all.map(({ place }) => place).filter((place) => !known.has(place)),
    lostRequests: requests.filter((request) => !found.get(request)),
  };
}

const routeOf = (routers: readonly Layer[], request: string): Layer | undefined => {
  const [method = '', pattern = ''] = request.split(' ');
  return find(routers, method.toLowerCase(), pattern.replaceAll(/:\w+|\*/g, 'x'));
};

/** The route that Express chooses. */
function find(layers: readonly Layer[], method: string, path: string): Layer | undefined {
  for (const layer of layers) {
    const { every, expression, flags, route, inner } = layer;
    const match = every ? [''] : new RegExp(expression, flags).exec(path);
    if (!match) continue;
    if (route?.methods.includes(method)) return layer;
    const found = find(inner, method, path.slice(match[0]?.length) || '/');
    if (found) return found;
  }
  return undefined;
}

function leaves(layers: readonly Layer[], above = ''): readonly Leaf[] {
  return layers.flatMap((layer): readonly Leaf[] => {
    const place = `${above} ${layer.every ? '' : layer.expression}`;
    if (layer.route) return [{ layer, place: `${layer.route.methods.join()}${place}` }];
    return leaves(layer.inner, place);
  });
}
