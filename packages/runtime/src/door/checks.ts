import { type FunctionGroup, functionCatalogue, silentFunctions } from '../catalogue/index.ts';
import type { Check } from '../host.ts';
import type { NodeRed, Runtime } from '../red.ts';
import type { ClientSources } from './client-sources.ts';
import type { Copy, Door } from './door.ts';
import type { Mounted } from './layers.ts';
import type { Wrapped } from './wrap.ts';

interface Parts {
  readonly functions: readonly Wrapped[];
  /** Undefined where Node-RED has no admin side at all. */
  readonly requests: Mounted | undefined;
  readonly nodeRoutes: Mounted | undefined;
  readonly clients: ClientSources;
  readonly frames: Mounted;
}

/** The self-test of what a copy has wrapped, made anew at each call. */
export function checksOf(
  RED: NodeRed,
  door: Door,
  owner: Pick<Copy, 'plugin' | 'version'>,
  parts: Parts,
): readonly Check[] {
  return [
    captureCheck(RED.version(), door, parts),
    catalogueCheck(door),
    requestCheck(parts),
    nodeRouteCheck(parts),
    commsCheck(RED, parts),
    check('owner', true, `Runs the code of ${owner.plugin} ${owner.version}`),
  ];
}

export const check = (id: string, ok: boolean, message: string): Check => ({ id, ok, message });

export const problemOf = ({ problem }: Door): string =>
  `Operations are not captured: ${problem ?? 'no package has taken charge'}. Restart Node-RED; if it stays, report this version`;

function captureCheck(nodeRed: string, { found }: Door, { functions }: Parts): Check {
  if (found.missing.length > 0)
    return check(
      'capture',
      false,
      `Operations are not captured: Node-RED ${nodeRed} lacks ${found.missing.join(', ')}`,
    );
  if (!functions.every((each) => each.inPlace()))
    return check(
      'capture',
      false,
      'Another package stands in front of Millwright at functions of Node-RED: what it does not hand on is not captured. Look for one that changes how Node-RED deploys',
    );
  return check('capture', true, 'Every operation goes through Millwright');
}

function catalogueCheck({ found: { runtime } }: Door): Check {
  const unknown = runtime ? unknownFunctions(runtime) : [];
  return unknown.length === 0
    ? check('catalogue', true, 'Millwright knows every operation of this Node-RED')
    : check(
        'catalogue',
        false,
        `This Node-RED has functions that Millwright does not know and does not see: ${unknown.join(', ')}. Update Millwright`,
      );
}

/** Functions of the runtime API that the catalogue says nothing about. */
function unknownFunctions(runtime: Runtime): readonly string[] {
  const known = new Set(functionCatalogue.map(({ group, call }) => `${group}.${call}`));
  return Object.entries(silentFunctions).flatMap(([group, silent]) =>
    Object.entries(runtime[group as FunctionGroup] ?? {})
      .filter(([name, value]) => typeof value === 'function' && !silent.includes(name))
      .map(([name]) => `${group}.${name}`)
      .filter((name) => !known.has(name)),
  );
}

function requestCheck({ requests }: Parts): Check {
  if (!requests)
    return check('requests', true, 'This Node-RED has no admin side that requests could come to');
  return requests.inPlace()
    ? check('requests', true, 'The address of who does something is known')
    : check(
        'requests',
        false,
        'The address of who does something is not known, since the admin router has no known shape',
      );
}

function nodeRouteCheck({ nodeRoutes }: Parts): Check {
  return !nodeRoutes || nodeRoutes.inPlace()
    ? check('node-routes', true, "Inject, debug and the routes of other packages' nodes are seen")
    : check(
        'node-routes',
        false,
        "Inject, debug and the routes of other packages' nodes are not seen, since the router has no known shape",
      );
}

function commsCheck({ server, settings }: NodeRed, { clients, functions, frames }: Parts): Check {
  if (functions.length === 0) return check('comms', false, 'Live connections of editors are not seen');
  if (!frames.inPlace())
    return check(
      'comms',
      false,
      'Another package stands in front of Millwright at what is sent to editors: look for one that changes it',
    );
  return !server || settings['disableEditor'] === true || clients.inPlace()
    ? check('comms', true, 'Live connections of editors are seen')
    : check('comms', false, 'It is not seen where live connections of editors come from. Restart Node-RED');
}
