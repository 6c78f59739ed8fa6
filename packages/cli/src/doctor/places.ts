import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import type { Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { parseAddress } from '../instance/address.ts';
import { readJson } from './user-directory/files.ts';

/** What the doctor was asked to look at. */
export interface Request {
  readonly address: URL | undefined;
  readonly userDirectory: string | undefined;
  readonly json: boolean;
}

/**
 * Where Node-RED keeps its files if nobody says otherwise. Node-RED sets NODE_RED_HOME to its own package for the
 * programs that it starts; that is no user directory.
 */
export function homeFrom({ environment, home }: Surroundings): string {
  const named = environment['NODE_RED_HOME'];
  const manifest = named ? readJson(join(named, 'package.json')) : undefined;
  const isNodeRed = manifest?.kind === 'found' && manifest.value['name'] === 'node-red';
  return named && !isNodeRed ? named : join(home, '.node-red');
}

/**
 * Reads the arguments. Only where no address is given, the usual user directory is looked at: that of this machine
 * says nothing about a Node-RED on another one.
 *
 * @throws `cli.bad-arguments`, `cli.bad-address`, `cli.nothing-to-look-at`
 */
export function readRequest(args: readonly string[], surroundings: Surroundings): Request {
  const {
    url,
    'user-dir': given,
    json,
  } = readArguments('doctor', {
    args: [...args],
    options: {
      url: { type: 'string' },
      'user-dir': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  const address = url === undefined ? undefined : parseAddress(url);
  if (given === '') throw cliErrors.badArguments({ command: 'doctor', reason: '--user-dir needs a path' });
  if (given !== undefined) return { address, userDirectory: resolve(given), json };
  if (address !== undefined) return { address, userDirectory: undefined, json };
  const usual = resolve(homeFrom(surroundings));
  if (!existsSync(usual)) throw cliErrors.nothingToLookAt({ looked: usual });
  return { address, userDirectory: usual, json };
}
