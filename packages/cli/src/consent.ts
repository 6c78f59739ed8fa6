import type { Surroundings } from './command.ts';
import { cliErrors } from './errors.ts';

/**
 * Asks a person before something is written.
 *
 * @param question as it is asked, without a question mark
 * @throws `cli.consent-needed` where nobody can be asked
 */
export async function agreed(question: string, { input, errors }: Surroundings): Promise<boolean> {
  if (!input.terminal) throw cliErrors.consentNeeded();
  errors.write(`${question}? [y/N] `);
  const answer = await input.line();
  if (answer === undefined) errors.write('\n');
  const agrees = /^\s*y(es)?\s*$/i.test(answer ?? '');
  if (!agrees) errors.write('Nothing was changed.\n');
  return agrees;
}
