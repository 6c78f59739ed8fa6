import type { KeysOf, Texts } from '@millwright/editor';
import type english from '../locales/en-US.json';

type Key = KeysOf<typeof english>;
export type OpcUaTexts = Texts<Key>;
/** The texts of the pack as a whole, once its plugin has started, which is before any dialog can be opened. */
export declare const pluginTexts: () => OpcUaTexts;
export declare const keepTexts: (texts: OpcUaTexts) => void;
//# sourceMappingURL=texts.d.ts.map
