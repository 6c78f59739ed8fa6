import { red } from './red.ts';

/** Whether a node type told the editor, when that began, that something is so: `mwS7ConnectionControl`. */
export const isSet = (name: string): boolean => red().settings[name] === true;
