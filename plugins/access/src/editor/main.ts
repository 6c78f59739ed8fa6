import { definePlugin } from '@millwright/editor';
import { startWorkspace } from './workspace/workspace.ts';

definePlugin({
  packageName: '@millwright/node-red-access',
  entry: 'access',
  start(door, texts) {
    const stops = [startWorkspace(door, texts)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
