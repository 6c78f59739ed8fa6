import { definePlugin } from '@millwright/editor';

definePlugin({
  packageName: '@millwright/node-red-access',
  entry: 'access',
  start: () => () => {},
});
