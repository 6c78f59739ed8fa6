import { type Policy, parsePolicy, policyErrors } from '@millwright/access';
import type { Problem } from '@millwright/schema';

export type RulesFile =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problem: 'tooLarge' | 'unreadable' | 'notJson' }
  | { readonly ok: false; readonly problem: 'notRules'; readonly problems: readonly Problem[] };

/** The rules as a file for people and for Git: the same rules always give the same text. */
export function rulesText(rules: Policy): string {
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}

export function readRules(text: string): RulesFile {
  let value: unknown;
  try {
    // Editors of Windows put a byte order mark before it.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problem: 'notJson' };
  }
  try {
    return { ok: true, policy: parsePolicy(value) };
  } catch (error) {
    if (!policyErrors.invalid.is(error)) throw error;
    const { problems } = error.details as { readonly problems: readonly Problem[] };
    return { ok: false, problem: 'notRules', problems };
  }
}

/** Reads a file that the user has chosen. It stays in this browser until it is saved. */
export async function readRulesFile(file: File, mostBytes: number): Promise<RulesFile> {
  if (file.size > mostBytes) return { ok: false, problem: 'tooLarge' };
  try {
    return readRules(await file.text());
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}
