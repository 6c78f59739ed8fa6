import { type Policy, policy } from '@millwright/access';
import * as v from 'valibot';

export type RulesFile =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problem: 'notJson' }
  | { readonly ok: false; readonly problem: 'notRules'; readonly issues: readonly FileIssue[] };

/** What is wrong in a file, and where: `roles.2.rules.0.actions.1`. */
export interface FileIssue {
  readonly path: string;
  readonly message: string;
}

const most = 20;

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
  const parsed = v.safeParse(policy, value);
  if (parsed.success) return { ok: true, policy: parsed.output };
  const issues = parsed.issues.slice(0, most).map((issue) => ({
    path: v.getDotPath(issue) ?? '',
    message: issue.message,
  }));
  return { ok: false, problem: 'notRules', issues };
}
