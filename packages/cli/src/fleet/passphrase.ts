import type { Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';

type Asked = Pick<Surroundings, 'input' | 'errors'>;

async function typed(question: string, { input, errors }: Asked): Promise<string> {
  errors.write(`${question}: `);
  const text = await input.secret();
  errors.write('\n');
  if (!text) throw cliErrors.passphraseNeeded();
  return text;
}

async function sent({ input }: Asked): Promise<string> {
  const [line = ''] = (await input.text()).split(/\r?\n/);
  if (line === '') throw cliErrors.passphraseNeeded();
  return line;
}

/**
 * A passphrase that opens a key: typed without being shown, or where nobody can be asked, the first line of the standard
 * input.
 *
 * @throws `cli.passphrase-needed`
 */
export const askPassphrase = (surroundings: Asked): Promise<string> =>
  surroundings.input.terminal ? typed('Passphrase', surroundings) : sent(surroundings);

/**
 * A passphrase for a new key, typed twice.
 *
 * @throws `cli.passphrase-needed`, `cli.passphrases-differ`
 */
export async function newPassphrase(surroundings: Asked): Promise<string> {
  if (!surroundings.input.terminal) return sent(surroundings);
  const first = await typed('Passphrase, 12 characters or more', surroundings);
  if ((await typed('The same once more', surroundings)) !== first) throw cliErrors.passphrasesDiffer();
  return first;
}
