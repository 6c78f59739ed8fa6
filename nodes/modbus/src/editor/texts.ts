import type { KeysOf, Texts } from '@millwright/editor';
import type english from '../locales/en-US.json';

export type ModbusTexts = Texts<KeysOf<typeof english>>;

let known: ModbusTexts | undefined;

/** The texts of the pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export function pluginTexts(): ModbusTexts {
  return known ?? noTexts;
}

export function keepTexts(texts: ModbusTexts): void {
  known = texts;
}

const noTexts: ModbusTexts = Object.assign((key: string) => key, {
  counted: (key: string) => key,
  find: () => undefined,
  locale: 'en-US',
});
