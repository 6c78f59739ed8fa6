import { definePlugin } from '@millwright/editor';
import { startHistory } from './history.ts';
import { tellOfRestores } from './restore/others.ts';

definePlugin({
  packageName: '@millwright/node-red-history',
  entry: 'history',
  start(door, texts) {
    const stops = [startHistory(door, texts), tellOfRestores(texts)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
