import type { KeysOf, Texts } from '@millwright/editor';
import type english from '../locales/en-US.json';

export type FleetTexts = Texts<KeysOf<typeof english>>;
