import { defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { call } from '../api.ts';
import { onMessage, onReconnect } from '../comms.ts';
import type { Failure } from '../failure.ts';
import { type Resource, WritableResource } from '../resource.ts';

const doorStatus = v.object({
  ok: v.boolean(),
  nodeRed: v.string(),
  checks: v.array(v.object({ id: v.string(), ok: v.boolean(), message: v.string() })),
  copies: v.array(
    v.object({
      plugin: v.string(),
      packageName: v.string(),
      version: v.string(),
      state: v.picklist(['owner', 'attached', 'passive', 'failed']),
      message: v.optional(v.string()),
      /** The version that is installed, where another one runs. */
      onDisk: v.optional(v.string()),
    }),
  ),
  /** Operations that hold locks, or wait for them. */
  running: v.optional(
    v.array(
      v.object({
        name: v.string(),
        actor: v.string(),
        since: v.string(),
        locks: v.optional(v.array(v.string()), []),
      }),
    ),
  ),
  /** Routes of other packages' nodes; `open`: it has answered somebody who was not logged in. */
  routes: v.optional(v.array(v.object({ method: v.string(), path: v.string(), open: v.boolean() }))),
});

/** What this side reads of the self-test of the runtime's door. */
export type DoorStatus = v.InferOutput<typeof doorStatus>;

const routes = defineRoutes('door', {
  status: { method: 'GET', path: '/status', permission: 'read', response: doorStatus },
});

export type SelfTestResult =
  | { readonly state: 'unknown' }
  | { readonly state: 'known'; readonly status: DoorStatus }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface SelfTest extends Resource<SelfTestResult> {
  /** Asks the server again. */
  refresh(): Promise<void>;
}

/** The result of the runtime door's self-test; asked for again whenever the connection comes back or packages change. */
export function createSelfTest(): SelfTest {
  const resource = new WritableResource<SelfTestResult>({ state: 'unknown' });
  const refresh = async (): Promise<void> => {
    const result = await call(routes.status, {});
    resource.set(
      result.ok ? { state: 'known', status: result.value } : { state: 'failed', failure: result.failure },
    );
  };
  onReconnect(() => void refresh());
  // A package was installed, updated or removed; of new plugins Node-RED tells under a topic of their own.
  for (const topic of ['notification/node/#', 'notification/plugin/#']) {
    onMessage(topic, v.unknown(), () => void refresh());
  }
  void refresh();
  return {
    get value() {
      return resource.value;
    },
    subscribe: (listener) => resource.subscribe(listener),
    refresh,
  };
}
