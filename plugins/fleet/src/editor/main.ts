import { definePlugin } from '@millwright/editor';
import { startFleet } from './fleet.ts';

definePlugin({
  packageName: '@millwright/node-red-fleet',
  entry: 'fleet',
  start: startFleet,
});
