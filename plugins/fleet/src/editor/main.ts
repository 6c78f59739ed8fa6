import { definePlugin } from '@millwright/editor';
import { startFleet } from './fleet.ts';
import { tellTrouble } from './words/trouble.ts';

definePlugin({
  packageName: '@millwright/node-red-fleet',
  entry: 'fleet',
  tell: tellTrouble,
  start: startFleet,
});
