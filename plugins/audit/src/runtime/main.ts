import { definePlugin, ownPackage } from '@millwright/runtime';
import { area } from '../common/routes.ts';
import { startAudit } from './audit.ts';

export const entries = {
  audit: definePlugin({
    id: 'audit',
    area,
    ...ownPackage(import.meta.url),
    start: startAudit,
  }),
};
