import type { KeysOf, Texts } from '@millwright/editor';
import { KeptTexts } from '@millwright/plc/editor';
import type english from '../locales/en-US.json';

type Key = KeysOf<typeof english>;
export type S7Texts = Texts<Key>;

const kept = new KeptTexts<Key>();

/** The texts of the pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export const pluginTexts = (): S7Texts => kept.get();

export const keepTexts = (texts: S7Texts): void => kept.keep(texts);
