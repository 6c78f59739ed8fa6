import { definePlugin } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startHistory } from './history.ts';

export const entries = {
  history: definePlugin({
    id: 'history',
    area,
    version: '0.1.0',
    packageName: '@millwright/node-red-history',
    start: (host) => startHistory(host, workerBeside(import.meta.url)),
  }),
};
