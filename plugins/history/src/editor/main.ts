import { definePlugin } from '@millwright/editor';
import { startHistory } from './history.ts';

definePlugin({ packageName: '@millwright/node-red-history', entry: 'history', start: startHistory });
