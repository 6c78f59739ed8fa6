import type { FlowDocument } from '@millwright/flows';
import type { Application } from '../red.ts';
import { rootOf } from './paths.ts';

/** The request with which a dashboard's page begins. It is the same in all versions of Dashboard 2.0. */
const setup = '/_setup';

/**
 * Where dashboards are, below the node root: where Dashboard has routes, which stay until Node-RED is restarted, and
 * where flows say that there is one. Where there is any it has a route below its usual path, too.
 */
export function dashboardPaths(
  application: Pick<Application, '_router'> | undefined,
  document: FlowDocument | undefined,
): readonly string[] {
  const routes = (application?._router?.stack ?? []).map(({ route }) => route?.path);
  const served = routes.flatMap((path) =>
    typeof path === 'string' && path.endsWith(setup) ? [rootOf(path.slice(0, -setup.length))] : [],
  );
  const told = document ? pathsIn(document) : [];
  const found = new Set([...served, ...told]);
  return found.size === 0 ? [] : [...found.add('/dashboard')];
}

const known = new WeakMap<FlowDocument, readonly string[]>();

function pathsIn(document: FlowDocument): readonly string[] {
  const kept = known.get(document);
  if (kept) return kept;
  const paths = document.parts
    .flatMap(({ texts }) => texts.filter((text) => text.includes('"ui-base"')))
    .map((text) => JSON.parse(text) as { readonly type?: unknown; readonly path?: unknown })
    .flatMap(({ type, path }) => (type === 'ui-base' ? [rootOf(path)] : []));
  known.set(document, paths);
  return paths;
}
