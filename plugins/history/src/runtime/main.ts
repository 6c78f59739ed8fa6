import { definePlugin, ownPackage } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startHistory } from './history.ts';

export const entries = {
  history: definePlugin({
    id: 'history',
    area,
    ...ownPackage(import.meta.url),
    start: (host) => startHistory(host, workerBeside(import.meta.url)),
  }),
};
