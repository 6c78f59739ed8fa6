import { readFileSync } from 'node:fs';
import {
  checkSignatures,
  digestOf,
  fingerprintOf,
  firstTrust,
  followTrust,
  readEnvelopeOf,
  readTrustChain,
  type Signers,
  signersOf,
  trustDocument,
} from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { columns, jsonText, painted, plain, wrap } from '../terminal/text.ts';
import { type Inspected, inspectBundle } from './bundle-file.ts';
import { publicKeyFrom } from './key/key-file.ts';
import { manifestText } from './manifest-text.ts';
import { rows } from './rows.ts';

const command = 'fleet show';

const usage = `millwright fleet show <bundle.mwrelease> [--key <key> | --trust <file>] [--json]

Says what is in a release, without asking any hub: reads the file to its end,
compares each byte with what is signed, and checks who signed it.

  --key <key>      a release key: its public half as \`millwright fleet key\`
                   prints it (ed25519:…), or its file; no passphrase is needed
  --trust <file>   as \`millwright fleet trust show --output\` keeps it
  --json           results for programs

Ends with 0 when the file is whole and signed by that key, or as that trust
wants it; 1 when it is not, or was not told by whom it should be; 2 when it
cannot be read.
`;

interface Sources {
  readonly key?: string | undefined;
  readonly trust?: string | undefined;
}

/** The trust in a file, and the newer ones that the bundle brings along. The first one is believed: the file is the user's. */
function signersFrom(path: string, newer: readonly string[]): Signers {
  let chain: readonly string[];
  try {
    chain = readTrustChain(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (isCodedError(cause)) throw cause;
    throw cliErrors.trustUnreadable({ path: plain(path), reason: systemCode(cause) }, { cause });
  }
  const [first, ...rest] = chain;
  if (first === undefined) throw cliErrors.trustUnreadable({ path: plain(path), reason: 'it is empty' });
  const pin = digestOf(readEnvelopeOf(trustDocument, first).payload);
  const held = followTrust(firstTrust(first, pin), rest);
  return signersOf(followTrust(held, newer).trust, 'release');
}

/** Whose signatures have to count; undefined where nobody said. */
function wanted({ key, trust }: Sources, newer: readonly string[]): Signers | undefined {
  if (key !== undefined) return { keys: [publicKeyFrom(key)], threshold: 1 };
  return trust === undefined ? undefined : signersFrom(trust, newer);
}

interface Verdict {
  readonly whole: boolean;
  /** Key ids of those who signed as was wanted; nothing where nobody said who should have. */
  readonly signers?: readonly string[];
  /** Why it is not as it should be. */
  readonly problem?: { readonly code: string; readonly message: string };
  readonly bundle?: Inspected;
}

async function judge(path: string, sources: Sources): Promise<Verdict> {
  let bundle: Inspected | undefined;
  // A key or a trust that cannot be read says nothing about the bundle.
  if (sources.key !== undefined) publicKeyFrom(sources.key);
  if (sources.trust !== undefined) signersFrom(sources.trust, []);
  try {
    bundle = await inspectBundle(path);
    const signers = wanted(sources, bundle.trust);
    if (!signers) return { whole: true, bundle };
    return { whole: true, signers: checkSignatures(bundle.envelope, 'manifest', signers), bundle };
  } catch (error) {
    if (!isCodedError(error) || !error.code.startsWith('release.')) throw error;
    const problem = { code: error.code, message: error.message };
    return { whole: bundle !== undefined, problem, ...(bundle ? { bundle } : {}) };
  }
}

function verdictText({ signers, problem, bundle }: Verdict, colour: boolean): string {
  const lines = (mark: string, number: number, text: string): string => {
    const [first = '', ...rest] = wrap(plain(text), columns - 2);
    return [`${painted(mark, number, colour)} ${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
  };
  if (problem) return lines('■', 31, `${problem.message} (${problem.code})`);
  if (signers) return lines('●', 32, `Whole, and signed by ${signers.map(fingerprintOf).join(', ')}`);
  const isSigned = (bundle?.envelope.signatures.length ?? 0) > 0;
  const rest = isSigned
    ? 'nobody said who should have signed it: give --key or --trust'
    : 'nobody has signed it: no device takes it';
  return lines('▲', 33, `Whole, but ${rest}`);
}

async function run(args: readonly string[], { output }: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      key: { type: 'string' },
      trust: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (!path || positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say which file: one' });
  if (values.key !== undefined && values.trust !== undefined)
    throw cliErrors.badArguments({ command, reason: 'Give --key or --trust, not both' });
  const verdict = await judge(path, values);
  const { bundle, whole, signers, problem } = verdict;
  const claimed = bundle?.envelope.signatures.map(({ keyid }) => keyid) ?? [];
  const words = bundle
    ? [
        ...manifestText(bundle.manifest, bundle.digest),
        ...rows('Signatures', claimed.length === 0 ? ['none'] : claimed.map(fingerprintOf)),
        '',
      ]
    : [];
  output.write(
    values.json
      ? jsonText({
          format: 1,
          whole,
          signers,
          problem,
          digest: bundle?.digest,
          manifest: bundle?.manifest,
          claimed,
        })
      : `${[...words, verdictText(verdict, output.colour)].join('\n')}\n`,
  );
  return signers ? exitCodes.well : exitCodes.attention;
}

export const show: Action = {
  name: 'show',
  summary: 'says what is in the file of a release, and checks it offline',
  usage,
  run,
};
