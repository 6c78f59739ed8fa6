import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseErrors } from '@millwright/release';
import { rolloutErrors } from '@millwright/rollout';
import { storeErrors } from '@millwright/store';
import { root } from '@millwright/testing';
import { deviceStates } from '../../plugins/fleet/src/common/devices.ts';
import { fleetErrors } from '../../plugins/fleet/src/common/errors.ts';

type Texts = Readonly<Record<string, string>>;
interface Catalogue {
  readonly error: Readonly<Record<string, Texts>>;
  readonly state: Texts;
}

const tables = [fleetErrors, rolloutErrors, releaseErrors, storeErrors];
/** Files of releases are read by the command line only; what was not well is told finding by finding. */
const isElsewhere = (code: string): boolean => /^release\.bundle-/.test(code) || code === 'rollout.unhealthy';
const codes = tables
  .flatMap((table) => Object.values(table).map(({ code }) => code))
  .filter((code) => !isElsewhere(code));

describe('words of the fleet', () => {
  for (const language of ['en-US', 'de']) {
    const path = join(root, 'plugins/fleet/src/locales', `${language}.json`);
    const { error, state } = JSON.parse(readFileSync(path, 'utf8')) as Catalogue;
    const translated = Object.entries(error).flatMap(([area, texts]) =>
      Object.keys(texts).map((name) => `${area}.${name}`),
    );

    it(`each error has a text in ${language}, and every text has its error`, () => {
      assert.deepEqual(translated.sort(), codes.sort());
    });

    it(`each state of a device has its words in ${language}`, () => {
      assert.deepEqual(Object.keys(state), [...deviceStates]);
    });
  }
});
