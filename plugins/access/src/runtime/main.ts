import { definePlugin, ownPackage } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startAccess } from './access.ts';

const own = ownPackage(import.meta.url);

export const entries = {
  access: definePlugin({
    id: 'access',
    area,
    ...own,
    start: (host) => startAccess(host, workerBeside(import.meta.url), own.packageName),
  }),
};
