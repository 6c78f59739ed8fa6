import { type Desired, desiredDocument, openDocument, signersOf } from '@millwright/release';
import { afterEach, beforeEach } from 'mocha';
import { Rooms } from '../rooms.fixture.ts';
import type { Member } from '../store/member.fixture.ts';
import type { FleetStore } from '../store/open-store.ts';
import { describeStores } from '../store/store.fixture.ts';

export const passphrase = 'seven ovens in a row';
export const planted = 'planted-secret';

/** Flows that ask for two variables, one of them in code, and have credentials. */
export const items = [
  { id: 't', type: 'tab', label: 'Oven' },
  { id: 'f', type: 'function', z: 't', func: 'return env.get("PLC")' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
  { id: 'h', type: 'http request', z: 't', url: '${HOST}' },
];
export const credentials = { h: { user: 'anna', password: planted } };

export const value = (name: string, text: string, isSecret = false) => ({ name, value: text, isSecret });
export const codesOf = (problems: readonly { readonly code: string }[]): readonly string[] =>
  problems.map(({ code }) => code);

/** A hub with flows for ovens. */
export class Ovens extends Rooms {
  constructor(store: FleetStore) {
    super(store);
    this.deployed.items = items;
    this.deployed.credentials = credentials;
  }

  /** Plans for all devices, and does it. */
  async deploy(order: Parameters<Rooms['carryOut']>[1] = {}, name = 'oven') {
    return this.carryOut((await this.plan(name)).id, order);
  }

  /** What is wanted of a device, as it reads it. */
  async desiredBy({ id }: Member): Promise<Desired> {
    const { desired = '' } = await this.wanted.frameOf(id);
    return openDocument(desiredDocument, desired, signersOf(this.keys.trust().trust, 'hub')).content;
  }
}

/** Tests on every store, each with ovens of its own. */
export function describeOvens(title: string, tests: (ovens: () => Ovens) => void): void {
  describeStores(title, (opened) => {
    let ovens: Ovens;
    beforeEach(() => {
      ovens = new Ovens(opened().store);
    });
    afterEach(() => ovens.remove());
    tests(() => ovens);
  });
}
