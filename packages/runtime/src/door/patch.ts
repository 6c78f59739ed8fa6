import { type FunctionRow, functionCatalogue } from '../catalogue/index.ts';
import type { TurnedAway } from '../host.ts';
import type { NodeRed, Runtime } from '../red.ts';
import { type CaptureTools, capture } from './capture.ts';
import { check, checksOf, problemOf } from './checks.ts';
import { clientSources } from './client-sources.ts';
import type { Copy, Door, Patch } from './door.ts';
import { findRuntime } from './find-runtime.ts';
import { type Mounted, mount } from './layers.ts';
import { liveFrames } from './live-frames.ts';
import { nodeRouteLayer } from './node-routes.ts';
import { mountOpenApiRoute } from './openapi-route.ts';
import { pipelineOf, readerOf } from './pipeline.ts';
import { leaveLayer, requestLayer } from './request-layer.ts';
import { faultLog, mountErrorAnswers, mountStatusRoute } from './status-route.ts';
import { waitWhenStopping } from './stopping.ts';
import { type Wrapped, wrap } from './wrap.ts';

type Undoable = Pick<Mounted, 'undo'>;
type Keep = <Part extends Undoable | undefined>(part: Part) => Part;

/** Keeps what has been done, to undo it in reverse order. */
function collect(): { readonly keep: Keep; readonly undo: () => void } {
  const done: Undoable[] = [];
  return {
    keep(part) {
      if (part) done.push(part);
      return part;
    },
    undo() {
      for (const each of done.splice(0).reverse()) each.undo();
    },
  };
}

/** The routes of the door itself. */
function* serve(RED: NodeRed, door: Door): Generator<Mounted | undefined> {
  yield mountStatusRoute(RED, door);
  yield mountOpenApiRoute(RED, door, faultLog(RED));
  yield mountErrorAnswers(RED);
}

/** Answers the self-test, which says that nothing else works. */
export function serveStatus(RED: NodeRed, door: Door): Patch {
  const { keep, undo } = collect();
  keepAll(keep, serve(RED, door));
  return { undo, checks: () => [check('capture', false, problemOf(door))] };
}

/** Wraps Node-RED with the code of this copy. If that fails half way, Node-RED is as it was before it throws. */
export function patchNodeRed(RED: NodeRed, door: Door, copy: Pick<Copy, 'plugin' | 'version'>): Patch {
  const { keep, undo } = collect();
  // A newer copy may know of functions that the former one did not look for.
  door.found = findRuntime(RED);
  try {
    const { parent } = RED.httpAdmin;
    const clients = keep(clientSources(RED, door));
    const frames = keep(liveFrames(RED, door));
    const functions = keepAll(
      keep,
      wrapFunctions(RED, door, { sourceOfClient: clients.of, meet: frames.meet }),
    );
    const requests =
      parent &&
      keep(
        mount(
          parent,
          requestLayer(door.context, (each) => tellAll(door, each)),
          { place: 'front' },
        ),
      );
    keep(waitWhenStopping(door));
    if (parent) keep(mount(parent, leaveLayer(door.context), { place: 'end' }));
    const nodeRoutes = parent && keep(mountNodeRoutes(RED, door));
    keepAll(keep, serve(RED, door));
    return {
      undo,
      checks: () => checksOf(RED, door, copy, { functions, requests, nodeRoutes, clients, frames }),
    };
  } catch (error) {
    undo();
    throw error;
  }
}

/** One by one, so that those already done are known if the next one fails. */
function keepAll<Part extends Undoable | undefined>(keep: Keep, parts: Iterable<Part>): readonly Part[] {
  const kept: Part[] = [];
  for (const part of parts) kept.push(keep(part));
  return kept;
}

function* wrapFunctions(
  RED: NodeRed,
  door: Door,
  live: Pick<CaptureTools, 'sourceOfClient' | 'meet'>,
): Generator<Wrapped> {
  const { runtime, missing } = door.found;
  if (!runtime || missing.length > 0) {
    // All or nothing: half of the changes captured would be worse than none, since nobody could tell.
    RED.log.error(
      `[millwright] Operations are not captured: this Node-RED (${RED.version()}) lacks ${missing.join(', ')}. ` +
        'Flows and deploys work as without Millwright. Update Millwright, or report this version',
    );
    return;
  }
  const pipeline = pipelineOf(door, RED);
  const tools = { RED, runtime, reader: readerOf(RED, door), turns: door.turns, ...live };
  for (const rows of byFunction(runtime)) {
    const [{ group, call }] = rows;
    yield wrap(runtime[group], call, capture(rows, pipeline, tools));
  }
}

/** The rows of the catalogue for each function that this Node-RED has. */
function byFunction(runtime: Runtime): readonly (readonly [FunctionRow, ...FunctionRow[]])[] {
  const rows = Map.groupBy(functionCatalogue, ({ group, call }) => `${group}.${call}`);
  return [...rows.values()].filter(
    (each): each is [FunctionRow, ...FunctionRow[]] =>
      each[0] !== undefined && typeof runtime[each[0].group]?.[each[0].call] === 'function',
  );
}

function tellAll({ turnedAway }: Door, each: TurnedAway): void {
  for (const listener of turnedAway) listener(each);
}

function mountNodeRoutes(RED: NodeRed, door: Door): Mounted {
  const layer = nodeRouteLayer({
    RED,
    application: RED.httpAdmin,
    pipeline: pipelineOf(door, RED),
    answeredStranger: ({ method, path }) => door.openRoutes.add(`${method} ${path}`),
    fault: faultLog(RED),
  });
  return mount(RED.httpAdmin, layer, { place: 'front' });
}
