import { randomBytes } from 'node:crypto';
import { fingerprintOf, makeSigningKey, sealSigningKey } from '@millwright/release';
import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { jsonText, plain } from '../../terminal/text.ts';
import { writeNewText } from '../new-file.ts';
import { newPassphrase } from '../passphrase.ts';

const command = 'fleet key';

const usage = `millwright fleet key <file> [--json]

Makes a release key and keeps it in a file, under a passphrase that is asked for
twice. Devices run only what it has signed. Keep the file away from the hub,
and a copy of it in a safe place: whoever has lost it can ship nothing until
all devices enrol anew.

  <file>   a new one
  --json   results for programs

Prints the public key, which the hub is set up with ("The release key is
elsewhere"), and its fingerprint. Without a terminal the passphrase is the first
line of the standard input.
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (!file || positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say where to: one new file' });
  const passphrase = await newPassphrase(surroundings);
  const key = makeSigningKey(randomBytes);
  await writeNewText(file, await sealSigningKey(key, passphrase, randomBytes));
  const { text, keyid } = key.public;
  const fingerprint = fingerprintOf(keyid);
  surroundings.output.write(
    values.json
      ? jsonText({ format: 1, file, key: text, keyid, fingerprint })
      : `Written to ${plain(file)}.\n\nPublic key   ${text}\nFingerprint  ${fingerprint}\n`,
  );
  return exitCodes.well;
}

export const key: Action = {
  name: 'key',
  summary: 'makes a release key, kept in a file under a passphrase',
  usage,
  run,
};
