import { definePlugin } from '@millwright/editor';
import { startSidebar } from './sidebar/access-sidebar.ts';
import { loadAnewForOthers } from './user/load-anew.ts';
import { startOwnAccess } from './user/own-access.ts';
import { refusalSentence } from './words/refusal-words.ts';
import { startWorkspace } from './workspace/workspace.ts';

definePlugin({
  packageName: '@millwright/node-red-access',
  entry: 'access',
  tell: refusalSentence,
  start(door, texts) {
    const own = startOwnAccess();
    const stops = [
      loadAnewForOthers(own, texts),
      startWorkspace(door, texts, own),
      startSidebar(door, texts, own),
      own.stop,
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
