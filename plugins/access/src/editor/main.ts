import { definePlugin } from '@millwright/editor';
import { startSidebar } from './sidebar/access-sidebar.ts';

definePlugin({
  packageName: '@millwright/node-red-access',
  entry: 'access',
  start(door, texts) {
    const stops = [startSidebar(door, texts)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
