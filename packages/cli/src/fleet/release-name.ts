import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';
import type { ReleaseId } from './answers.ts';

const pattern = /^([a-z0-9]+(?:[._-][a-z0-9]+)*)@([1-9]\d{0,8})$/;

/** Reads `<name>@<version>`; undefined for anything else. */
export function parseRelease(text: string): ReleaseId | undefined {
  const [, name, version] = pattern.exec(text) ?? [];
  return name === undefined ? undefined : { name, version: Number(version) };
}

/** @throws `cli.bad-arguments` */
export function releaseFrom(command: string, positionals: readonly string[]): ReleaseId {
  const [text = ''] = positionals;
  const release = positionals.length === 1 ? parseRelease(text) : undefined;
  if (!release) {
    const reason = 'Say which release: one, as <name>@<version>, such as filler-line@7';
    throw cliErrors.badArguments({ command, reason });
  }
  return release;
}

export const releaseText = (release: ReleaseId | undefined): string =>
  release === undefined ? 'nothing' : plain(`${release.name}@${release.version}`);
