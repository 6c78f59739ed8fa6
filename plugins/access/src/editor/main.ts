import { definePlugin } from '@millwright/editor';
import { startSidebar } from './sidebar/access-sidebar.ts';
import { refusalSentence } from './words/refusal-words.ts';
import { startWorkspace } from './workspace/workspace.ts';

definePlugin({
  packageName: '@millwright/node-red-access',
  entry: 'access',
  tell: refusalSentence,
  start(door, texts) {
    const stops = [startWorkspace(door, texts), startSidebar(door, texts)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
