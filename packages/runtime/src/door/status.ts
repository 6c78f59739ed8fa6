import type { Check, DoorStatus } from '../host.ts';
import type { NodeRed } from '../red.ts';
import type { Door } from './door.ts';
import type { FoundRuntime } from './find-runtime.ts';
import type { Mounted } from './layers.ts';
import type { Wrapped } from './wrap.ts';

interface Parts {
  readonly found: FoundRuntime;
  readonly wrapped: readonly Wrapped[];
  readonly requests: Mounted | undefined;
}

/** The door's self-test, made anew at each call. */
export function statusOf(RED: NodeRed, door: Door, parts: Parts): DoorStatus {
  const nodeRed = RED.version();
  const checks = [captureCheck(nodeRed, parts), requestCheck(parts), ownerCheck(door), ...copyChecks(door)];
  return {
    ok: checks.every(({ ok }) => ok),
    api: door.api,
    nodeRed,
    checks,
    copies: door.copies.map((copy) => ({ ...copy })),
  };
}

const check = (id: string, ok: boolean, message: string): Check => ({ id, ok, message });

function captureCheck(nodeRed: string, { found, wrapped }: Parts): Check {
  if (found.missing.length > 0)
    return check(
      'capture',
      false,
      `Deploys are not captured: Node-RED ${nodeRed} lacks ${found.missing.join(', ')}`,
    );
  if (!wrapped.every((each) => each.inPlace()))
    return check(
      'capture',
      false,
      'Another module has replaced functions of Node-RED after Millwright; deploys may not be captured. Restart Node-RED',
    );
  return check('capture', true, 'Every deploy goes through Millwright');
}

function requestCheck({ requests }: Parts): Check {
  return requests?.inPlace()
    ? check('requests', true, 'The address of who deploys is known')
    : check(
        'requests',
        false,
        'The address of who deploys is not known, since the admin router has no known shape',
      );
}

function ownerCheck({ owner }: Door): Check {
  return owner?.present
    ? check('owner', true, `Runs the code of ${owner.plugin} ${owner.version}`)
    : check(
        'owner',
        false,
        `The code of ${owner?.plugin} ${owner?.version}, which has been removed, is still in use. Restart Node-RED`,
      );
}

function copyChecks({ copies }: Door): readonly Check[] {
  return copies
    .filter(({ state }) => state === 'passive' || state === 'failed')
    .map(({ plugin, message = '' }) => check(`plugin.${plugin}`, false, message));
}
