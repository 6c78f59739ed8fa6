import type { KeysOf, Texts } from '@millwright/editor';
import { KeptTexts } from '@millwright/plc/editor';
import type english from '../locales/en-US.json';

type Key = KeysOf<typeof english>;
export type ModbusTexts = Texts<Key>;

const kept = new KeptTexts<Key>();

/** The texts of the pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export const pluginTexts = (): ModbusTexts => kept.get();

export const keepTexts = (texts: ModbusTexts): void => kept.keep(texts);
