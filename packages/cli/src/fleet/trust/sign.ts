import {
  addSignature,
  digestOf,
  fingerprintOf,
  readEnvelopeOf,
  signersOf,
  type Trust,
  trustDocument,
} from '@millwright/release';
import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { agreed } from '../../consent.ts';
import { cliErrors } from '../../errors.ts';
import { commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText } from '../../terminal/text.ts';
import { keysAnswer, trustAnswer } from '../answers.ts';
import { askFleet, permissions } from '../instance.ts';
import { keyOption } from '../key/key-file.ts';
import { trustText } from './trust-text.ts';

const command = 'fleet trust sign';

const usage = `millwright fleet trust sign --key <file> [options]

Signs who counts: which keys devices take releases from, and which hub. The hub
has made and signed a draft, as it is set up or a key is exchanged; it holds
once the release key has signed it too. Says what is in it, and asks.

  --key <file>      the release key, as \`millwright fleet key\` wrote it
  --yes             does not ask; needed where nobody can be asked
  --url <address>   the hub, see \`millwright help fleet\`
  --json            results for programs

Compare the fingerprint of the hub with what its sidebar shows. Without a
terminal the passphrase is the first line of the standard input. Ends with 0
also when nothing waits. Permissions: millwright.fleet.read and .write
`;

const trustOf = (envelope: string): Trust =>
  trustDocument.decode(readEnvelopeOf(trustDocument, envelope).payload);

/** A key may sign that is named in the draft, or in what holds now: what it leaves it has to agree to. */
function checkNamed(keyid: string, trusts: readonly (Trust | undefined)[]): void {
  const isNamed = trusts.some((trust) =>
    (trust ? signersOf(trust, 'release').keys : []).some((each) => each.keyid === keyid),
  );
  if (!isNamed) throw cliErrors.keyNotNamed({ fingerprint: fingerprintOf(keyid) });
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments(command, {
    args: [...args],
    options: { ...commonOptions, key: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  const key = keyOption(command, values.key);
  const instance = instanceFrom(values.url, surroundings);
  const { output, errors } = surroundings;
  const reading = { path: 'hub/trust', permission: permissions.read };
  const { chain, draft } = await askFleet(instance, reading, trustAnswer);
  if (draft === undefined) {
    output.write(values.json ? jsonText({ format: 1, signed: false }) : 'No trust waits for a signature.\n');
    return exitCodes.well;
  }
  const envelope = readEnvelopeOf(trustDocument, draft);
  const trust = trustDocument.decode(envelope.payload);
  const last = chain.at(-1);
  const before = last === undefined ? undefined : trustOf(last);
  checkNamed(key.public.keyid, [trust, before]);
  const words = trustText(trust, before, digestOf(envelope.payload));
  (values.json ? errors : output).write(`${words.join('\n')}\n\n`);
  const question = `Sign it with the key ${fingerprintOf(key.public.keyid).slice(0, 19)}`;
  if (!values.yes && !(await agreed(question, surroundings))) return exitCodes.failed;
  const signed = addSignature(envelope, await key.open(surroundings));
  const writing = { ...reading, method: 'PUT', permission: permissions.write } as const;
  const keys = await askFleet(instance, { ...writing, body: { envelope: signed } }, keysAnswer);
  output.write(
    values.json
      ? jsonText({ format: 1, signed: true, keys })
      : `Version ${trust.version} of the trust is signed, and sent to the hub.\n`,
  );
  return exitCodes.well;
}

export const sign: Action = { name: 'sign', summary: 'signs which keys count', usage, run };
