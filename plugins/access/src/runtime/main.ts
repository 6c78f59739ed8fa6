import { definePlugin, ownPackage } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startAccess } from './access.ts';

export const entries = {
  access: definePlugin({
    id: 'access',
    area,
    ...ownPackage(import.meta.url),
    start: (host) => startAccess(host, workerBeside(import.meta.url)),
  }),
};
