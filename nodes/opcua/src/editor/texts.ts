import type { KeysOf, Texts } from '@millwright/editor';
import { KeptTexts } from '@millwright/plc/editor';
import type english from '../locales/en-US.json';

type Key = KeysOf<typeof english>;
export type OpcUaTexts = Texts<Key>;

const kept = new KeptTexts<Key>();

/** The texts of the pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export const pluginTexts = (): OpcUaTexts => kept.get();

export const keepTexts = (texts: OpcUaTexts): void => kept.keep(texts);
