import type { Host, RouteHandlers } from '@millwright/runtime';
import type { ownRoutes } from '../../../common/routes.ts';
import type { Connecting } from '../../connecting.ts';
import { demand } from '../../rights.ts';
import type { OwnDevice } from './own-device.ts';

/** This instance as a device, for people at it. Each change is an operation, so that others can record or refuse it. */
export function ownHandlers(
  host: Pick<Host, 'operate' | 'current'>,
  own: OwnDevice,
  connecting: Pick<Connecting, 'check'>,
): RouteHandlers<typeof ownRoutes> {
  const change = (name: string, run: () => void | Promise<void>) =>
    host.operate({ name, action: 'fleet.write', locks: [] }, async () => {
      await run();
      return own.state();
    });
  return {
    getOwn: () => own.state(),
    async enrol({ body: { code, name } }, call) {
      await demand(host, call, 'connect');
      connecting.check();
      return change('fleet.own.enrol', () => own.enrol(code, name));
    },
    leave: () => change('fleet.own.leave', () => own.leave()),
    setLock: ({ body: { locked } }) =>
      change('fleet.own.lock', () => {
        const { name, kind } = host.current().actor;
        return own.setLock(locked, name ?? kind);
      }),
    approve: () => change('fleet.own.approve', () => own.approve()),
    pardon: ({ body: { digest } }) => change('fleet.own.pardon', () => own.pardon(digest)),
  };
}
