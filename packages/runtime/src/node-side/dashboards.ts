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
  const told = basesIn(document).map(({ path }) => path);
  const found = new Set([...served, ...told]);
  return found.size === 0 ? [] : [...found.add('/dashboard')];
}

/** A dashboard, as flows say it. */
export interface Base {
  readonly id: string;
  /** Below the root, without a slash at its end. */
  readonly path: string;
}

const known = new WeakMap<FlowDocument, readonly Base[]>();

/** The dashboards of flows. */
export function basesIn(document: FlowDocument | undefined): readonly Base[] {
  if (!document) return [];
  const kept = known.get(document);
  if (kept) return kept;
  const bases = document.parts
    .flatMap(({ texts }) => texts.filter((text) => text.includes('"ui-base"')))
    .map(
      (text) =>
        JSON.parse(text) as { readonly id?: unknown; readonly type?: unknown; readonly path?: unknown },
    )
    .flatMap(({ id, type, path }) => (type === 'ui-base' ? [{ id: String(id), path: rootOf(path) }] : []));
  known.set(document, bases);
  return bases;
}
