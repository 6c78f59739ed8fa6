import { readFile } from 'node:fs/promises';
import { withoutCredentials } from '@millwright/flows';
import * as v from 'valibot';
import type { Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import type { Instance } from '../../instance/ask.ts';
import { plain, short } from '../../terminal/text.ts';
import { numberOf } from '../which.ts';

/** One side of a comparison: what history is asked with, and what it is called. */
export interface Side {
  readonly asked:
    | { readonly version: number }
    | { readonly running: true }
    | { readonly flows: readonly unknown[] };
  readonly name: string;
}

/** The file that is meant, `-` for the standard input; undefined where a version is. */
export function fileIn(text: string): string | undefined {
  if (text === '-') return text;
  if (text.startsWith('file:')) return text.slice('file:'.length);
  return /[/\\]|\.json$/i.test(text) ? text : undefined;
}

/** Why a file could not be read, in words where the usual ones are known. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'this user may not read it',
    EISDIR: 'it is a folder',
  };
  return words[code] ?? (code || 'it cannot be read');
}

const withFlows = v.looseObject({ flows: v.unknown() });

/**
 * The items in the text of a flow file, of Node-RED's export, or of an answer of its API (`{ flows: [...] }`).
 * Credentials that stand in them are left out: nobody has to see them for a comparison.
 */
export function flowsIn(text: string, path: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw cliErrors.flowsUnreadable({ path, reason: 'it is no JSON' }, { cause });
  }
  const items = v.is(withFlows, value) ? value.flows : value;
  if (!Array.isArray(items)) throw cliErrors.flowsUnreadable({ path, reason: 'it holds no list of nodes' });
  return withoutCredentials(items);
}

async function fileSide(path: string, { input }: Surroundings): Promise<Side> {
  const shown = short(plain(path), 300);
  let text: string;
  try {
    text = path === '-' ? await input.text() : await readFile(path, 'utf8');
  } catch (cause) {
    throw cliErrors.flowsUnreadable({ path: shown, reason: reasonOf(cause) }, { cause });
  }
  return { asked: { flows: flowsIn(text, shown) }, name: path === '-' ? 'standard input' : shown };
}

/**
 * A side as it was typed: `current`, a number or name of a version, `-`, `file:<path>`, or a path.
 *
 * @throws `cli.flows-unreadable`, and what finding a version throws
 */
export async function sideOf(text: string, instance: Instance, surroundings: Surroundings): Promise<Side> {
  if (text === 'current') return { asked: { running: true }, name: 'what runs now' };
  const path = fileIn(text);
  if (path !== undefined) return fileSide(path, surroundings);
  const number = await numberOf(instance, text);
  return { asked: { version: number }, name: `version ${number}` };
}
