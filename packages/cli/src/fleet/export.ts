import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { download } from '../instance/ask.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { Progress } from '../terminal/progress.ts';
import { jsonText, plain } from '../terminal/text.ts';
import { inspectBundle } from './bundle-file.ts';
import { pathOf } from './instance.ts';
import { sizeText } from './manifest-text.ts';
import { writeNewFile } from './new-file.ts';
import { releaseFrom, releaseText } from './release-name.ts';
import { fetchManifest } from './sign.ts';

const command = 'fleet export';

const usage = `millwright fleet export <name>@<version> [options]

Fetches a signed release as one file: its flows, its modules as packages of npm,
and the manifest that vouches for each byte of them. Every byte is compared with
it; \`millwright fleet show\` says what is in the file, and who signed it.

  --output <file>   a new one; <name>-<version>.mwrelease if not given
  --url <address>   the hub, see \`millwright help fleet\`
  --json            results for programs

Credentials are in no release: they are sealed for each device. Permissions:
millwright.fleet.read and flows.read
`;

/** Milliseconds for a bundle of gigabytes over a slow line. */
const patience = 6 * 60 * 60_000;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { ...commonOptions, output: { type: 'string' } },
    allowPositionals: true,
  });
  const release = releaseFrom(command, positionals);
  const { name, version } = release;
  const file = values.output ?? `${name}-${version}.mwrelease`;
  const instance = instanceFrom(values.url, surroundings);
  const manifest = await fetchManifest(instance, release);
  const stop = new AbortController();
  const away = surroundings.onInterrupt(() => stop.abort());
  const progress = new Progress(surroundings.errors, 'silent');
  let bytes = 0;
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    const path = pathOf(`releases/${name}/${version}/bundle`);
    for await (const chunk of download(instance, {
      path,
      permission: 'flows.read',
      patience,
      signal: stop.signal,
    })) {
      bytes += chunk.length;
      progress.show(`${sizeText(bytes)} fetched`);
      yield chunk;
    }
    const { text } = await inspectBundle(file);
    if (text !== manifest)
      throw cliErrors.otherManifest({ asked: releaseText(release), found: 'another release of that name' });
  }
  try {
    await writeNewFile(file, whole);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.clear();
    surroundings.errors.write('Stopped: nothing was written.\n');
    return exitCodes.failed;
  } finally {
    progress.clear();
    away();
  }
  surroundings.output.write(
    values.json
      ? jsonText({ format: 1, release, file, bytes })
      : `${releaseText(release)} is in ${plain(file)}: ${sizeText(bytes)}, each of them compared.\n`,
  );
  return exitCodes.well;
}

export const exportRelease: Action = {
  name: 'export',
  summary: 'fetches a signed release as one file',
  usage,
  run,
};
