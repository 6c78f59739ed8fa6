import { definePlugin, ownPackage } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startAudit } from './audit.ts';

export const entries = {
  audit: definePlugin({
    id: 'audit',
    area,
    ...ownPackage(import.meta.url),
    start: (host) => startAudit(host, workerBeside(import.meta.url)),
  }),
};
