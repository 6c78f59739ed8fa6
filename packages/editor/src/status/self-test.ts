import { type DoorStatus, defineRoutes, doorStatusSchema } from '@millwright/schema';
import * as v from 'valibot';
import { call } from '../api.ts';
import { onMessage, onReconnect } from '../comms.ts';
import type { Failure } from '../failure.ts';
import { type Resource, WritableResource } from '../resource.ts';

const routes = defineRoutes('door', {
  status: { method: 'GET', path: '/status', permission: 'read', response: doorStatusSchema },
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
