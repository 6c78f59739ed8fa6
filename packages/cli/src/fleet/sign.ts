import { readFileSync } from 'node:fs';
import {
  addSignature,
  digestOf,
  type Envelope,
  fingerprintOf,
  type Manifest,
  manifestDocument,
  readEnvelopeOf,
} from '@millwright/release';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { agreed } from '../consent.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { colourOf, commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText, plain } from '../terminal/text.ts';
import { envelopeAnswer, type ReleaseId, releaseAnswer } from './answers.ts';
import { draftChange } from './draft-change.ts';
import { askFleet, permissions } from './instance.ts';
import { keyOption } from './key/key-file.ts';
import { manifestText } from './manifest-text.ts';
import { writeNewText } from './new-file.ts';
import { parseRelease, releaseText } from './release-name.ts';

const command = 'fleet sign';

const usage = `millwright fleet sign <name>@<version> --key <file> [options]
millwright fleet sign <manifest file> --key <file> --output <file> [--yes]

Signs a release with the release key: fetches it from the hub, compares each
byte with its manifest, says what it is and what it changes in flows and modules
against the release before, asks, and sends the manifest back signed. Deploys
that wait for it go on. With a file in place of a name nothing is asked of any
hub, and no changes can be shown.

  --key <file>      the release key, as \`millwright fleet key\` wrote it
  --output <file>   where the signed manifest goes to
  --yes             does not ask; needed where nobody can be asked
  --url <address>   the hub, see \`millwright help fleet\`
  --json            results for programs

What is signed is the manifest with the digests of all that belongs to the
release. Without a terminal the passphrase is the first line of the standard
input. Permissions: millwright.fleet.read and .write, and flows.read
`;

interface Draft {
  readonly envelope: Envelope;
  readonly manifest: Manifest;
}

function readDraft(text: string): Draft {
  const envelope = readEnvelopeOf(manifestDocument, text);
  return { envelope, manifest: manifestDocument.decode(envelope.payload) };
}

const largestManifest = 8 * 1024 * 1024;
const manifestPath = ({ name, version }: ReleaseId): string => `releases/${name}/${version}/manifest`;

/** @throws `cli.other-manifest` if the hub gives another one than was asked for */
export async function fetchManifest(instance: Instance, release: ReleaseId): Promise<string> {
  const question = { path: manifestPath(release), permission: permissions.read, mostBytes: largestManifest };
  const { envelope } = await askFleet(instance, question, envelopeAnswer);
  const { manifest } = readDraft(envelope);
  if (manifest.name !== release.name || manifest.version !== release.version)
    throw cliErrors.otherManifest({ asked: releaseText(release), found: releaseText(manifest) });
  return envelope;
}

function readManifestFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw cliErrors.manifestUnreadable({ path: plain(path), reason: systemCode(cause) }, { cause });
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      key: { type: 'string' },
      output: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [what] = positionals;
  if (!what || positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say what to sign: <name>@<version>, or one file' });
  const release = parseRelease(what);
  if (!release && !values.output)
    throw cliErrors.badArguments({
      command,
      reason: 'Say where the signed manifest goes to: --output <file>',
    });
  const key = keyOption(command, values.key);
  const instance = instanceFrom(values.url, surroundings);
  const text = release ? await fetchManifest(instance, release) : readManifestFile(what);
  const { envelope, manifest } = readDraft(text);
  const { output, errors } = surroundings;
  const digest = digestOf(envelope.payload);
  const words = [...manifestText(manifest, digest), '', `  Key          ${fingerprintOf(key.public.keyid)}`];
  // What was shown is what was agreed to, also where the results go to a program.
  const shownOn = values.json ? errors : output;
  shownOn.write(`${words.join('\n')}\n\n`);
  if (release) {
    const colour = colourOf(values, shownOn);
    shownOn.write(`${await draftChange(instance, { release, text, key: key.public, colour })}\n`);
  }
  if (!values.yes && !(await agreed('Sign it', surroundings))) return exitCodes.failed;
  const signed = addSignature(envelope, await key.open(surroundings));
  if (values.output) await writeNewText(values.output, signed);
  if (release && !values.output) {
    const permission = permissions.write;
    const question = {
      path: manifestPath(release),
      method: 'PUT',
      permission,
      body: { envelope: signed },
    } as const;
    await askFleet(instance, question, releaseAnswer);
  }
  const where = values.output ? `written to ${plain(values.output)}` : 'sent to the hub';
  output.write(
    values.json
      ? jsonText({
          format: 1,
          release: { name: manifest.name, version: manifest.version },
          digest,
          key: key.public.keyid,
        })
      : `${releaseText(manifest)} is signed, and ${where}.\n`,
  );
  return exitCodes.well;
}

export const sign: Action = { name: 'sign', summary: 'signs a release with the release key', usage, run };
