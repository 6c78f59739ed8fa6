import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOfActor } from '../actor.ts';
import type { Check, CopyStatus, DoorStatus, ForeignRoute, RunningOperation } from '../host.ts';
import type { NodeRed } from '../red.ts';
import { check, problemOf } from './checks.ts';
import type { Copy, Door } from './door.ts';
import { foreignRoutes } from './matching-route.ts';

/** The door's self-test, made anew at each call. */
export function statusOf(RED: NodeRed, door: Door): DoorStatus {
  const copies = door.copies.map(copyStatus);
  const own = door.owner?.checks() ?? [check('capture', false, problemOf(door))];
  const checks = [...own, ...(door.logIn?.checks() ?? []), restartCheck(copies), ...pluginChecks(copies)];
  return {
    ok: checks.every(({ ok }) => ok),
    api: door.api,
    nodeRed: RED.version(),
    node: process.versions.node,
    checks,
    copies,
    running: running(door),
    routes: routes(RED, door),
  };
}

function copyStatus({ plugin, packageName, version, api, state, message, directory }: Copy): CopyStatus {
  const onDisk = directory === undefined ? undefined : versionIn(directory);
  return {
    plugin,
    packageName,
    version,
    api,
    state,
    ...(message === undefined ? {} : { message }),
    ...(onDisk === undefined || onDisk === version ? {} : { onDisk }),
  };
}

/** A package that is gone or half written says nothing. */
function versionIn(directory: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function restartCheck(copies: readonly CopyStatus[]): Check {
  const waiting = copies.filter(({ onDisk }) => onDisk !== undefined);
  if (waiting.length === 0) return check('restart', true, 'What is installed is what runs');
  const each = waiting.map(
    ({ packageName, version, onDisk }) => `${packageName} ${onDisk} is installed, ${version} still runs`,
  );
  return check('restart', false, `${each.join('; ')}. Restart Node-RED`);
}

function pluginChecks(copies: readonly CopyStatus[]): readonly Check[] {
  return copies
    .filter(({ state }) => state === 'passive' || state === 'failed')
    .map(({ plugin, message = '' }) => check(`plugin.${plugin}`, false, message));
}

function running({ running: operations }: Door): readonly RunningOperation[] {
  return [...operations.values()]
    .filter(({ locks }) => locks.length > 0)
    .map(({ name, actor, startedAt, locks }) => ({
      name,
      actor: nameOfActor(actor),
      since: new Date(startedAt).toISOString(),
      locks,
    }));
}

function routes({ httpAdmin }: NodeRed, { openRoutes }: Door): readonly ForeignRoute[] {
  return foreignRoutes(httpAdmin._router?.stack ?? []).map(({ method, path }) => ({
    method,
    path,
    open: openRoutes.has(`${method} ${path}`),
  }));
}
