import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { asDevice, ownStates } from '../editor/own-states.ts';
import { type Setting, section, settledTray, sidebarShot } from './sidebar-shots.ts';

const take = sidebarShot('fleet');

/** The card of a device in one of its states. */
const card = (state: keyof typeof ownStates, caption: string, setting: Setting = {}, name: string = state) =>
  take(name, caption, { ...setting, beforeLoad: (page) => asDevice(page, ownStates[state]) }, async (page) =>
    section(page),
  );

const opened =
  (button: string | RegExp) =>
  async (page: Page): Promise<Locator> => {
    await section(page).getByRole('button', { name: button }).click();
    return settledTray(page);
  };

export const gallery: Gallery = {
  title: 'Fleet, on a device',
  start: async () => ({ nodeRed: await startNodeRed({ heavyNodes: 'all', only: ['node-red-fleet'] }) }),
  shots: [
    card('words', 'Words to compare'),
    card('runs', 'A device that is well'),
    card('runs', 'The same, dark', { theme: 'dark' }, 'runs-dark'),
    card('runs', 'The same, 180 px, in German', { width: 180, language: 'de' }, 'runs-180-german'),
    card('watching', 'A release that is watched'),
    card('went-back', 'It went back, and says why'),
    card(
      'went-back',
      'The same, dark, in German',
      { theme: 'dark', language: 'de' },
      'went-back-german-dark',
    ),
    card('locked', '“Not now”'),
    card('drifted', 'Changed on the device'),
    card('stopped', 'Flows are stopped'),
    card('stopped', 'The same, 600 px', { width: 600 }, 'stopped-600'),
    take(
      'drift',
      'What was changed on the device',
      { beforeLoad: (page) => asDevice(page, ownStates.drifted) },
      opened(/What was changed/),
    ),
    take('enrol', 'Enrol as a device', {}, opened('Enrol as a device')),
  ],
};
