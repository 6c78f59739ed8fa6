import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Gallery, peersDirectory, type Target } from '@millwright/testing';
import { gallery as ofFive } from './history.ts';
import { startPlant } from './history-plant.ts';

const home = join(peersDirectory, 'node-red-4.1');
const target: Target = { title: 'Node-RED 4.1', major: 4, home, node: process.execPath };
const names = ['overview', 'list', 'list-180', 'degraded', 'error', 'details', 'self-test'];

/** The same views where Node-RED 4.1 differs: one theme, one sidebar, other colours. Needs `npm run peers`. */
export const gallery: Gallery | undefined = existsSync(home)
  ? {
      title: 'History in Node-RED 4.1',
      start: () => startPlant(target),
      shots: ofFive.shots.filter(({ name }) => names.includes(name)),
    }
  : undefined;
