import { readFile } from 'node:fs/promises';
import { type Policy, parsePolicy } from '@millwright/access';
import type { Input } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain, short } from '../terminal/text.ts';

/**
 * Reads rules from a file, or from the standard input for `-`.
 *
 * @throws `cli.policy-unreadable`, `policy.invalid`
 */
export async function readPolicyFile(path: string, input: Input): Promise<Policy> {
  const name = plain(path);
  const text = await (path === '-' ? input.text() : readFile(path, 'utf8')).catch((error) => {
    throw cliErrors.policyUnreadable({ path: name, reason: systemCode(error) }, { cause: error });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? short(plain(cause.message), 120) : 'it is not JSON';
    throw cliErrors.policyUnreadable({ path: name, reason }, { cause });
  }
  return parsePolicy(raw);
}
