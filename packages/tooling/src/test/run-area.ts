import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compileCache, root } from '@millwright/testing';
import type { Area } from './areas.ts';
import { offline } from './offline.ts';
import { readLines, type TestLine } from './totals.ts';

/** The tests of one area on one Node.js. */
export interface Piece {
  readonly area: Area;
  readonly node: { readonly path: string; readonly version: string };
  /** At a user's width whatever is asked for: long campaigns are about our code, which an older Node.js only has to run. */
  readonly isNarrow: boolean;
  /** Runs while an area does that has to be alone. */
  readonly isBeside: boolean;
}

export const titleOf = ({ area, node }: Piece): string =>
  area.units ? `${area.name} on Node ${node.version}` : area.name;

export interface Surroundings {
  /** Where the reporter and the peers write to. */
  readonly totals: string;
  readonly missing: string;
  readonly lane: number;
  readonly lanes: number;
}

export interface Ran {
  readonly lines: readonly TestLine[];
  readonly seconds: number;
  /** It ended with an error that is no test's. */
  readonly broken: boolean;
}

/** Runs them in a process of their own. Where others run beside it, what it prints comes at its end, in one piece. */
export async function runPiece(piece: Piece, { totals, missing, lane, lanes }: Surroundings): Promise<Ran> {
  const { area, node, isNarrow } = piece;
  const { prefix, kind } = area.offline ? offline() : { prefix: [], kind: '' };
  const [command = node.path, ...args] = [
    ...prefix,
    node.path,
    '--conditions=@millwright/source',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/mocha/bin/mocha.js'),
    '--config',
    join(root, 'packages/tooling/mocharc.json'),
    ...area.files,
  ];
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: lanes === 1 ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Each process, and each thread of it, would strip the types of the same sources anew.
      NODE_COMPILE_CACHE: compileCache,
      ...(lanes > 1 && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
      MILLWRIGHT_TOTALS: totals,
      MILLWRIGHT_MISSING_PEERS: missing,
      MILLWRIGHT_OFFLINE: kind,
      MILLWRIGHT_LANE: `${lane}/${lanes}`,
      ...(isNarrow ? { MILLWRIGHT_ALL: '' } : {}),
    },
  });
  const printed: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => printed.push(part));
  child.stderr?.on('data', (part: Buffer) => printed.push(part));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (lanes > 1)
    process.stdout.write(`▸ Tested ${titleOf(piece)}\n${Buffer.concat(printed).toString('utf8')}`);
  const lines = readLines(totals);
  // A process that dies (or a hook that fails before a test) must never pass for a quiet success.
  const broken = status !== 0 && !lines.some(({ state }) => state === 'failed');
  return { lines, broken, seconds: (performance.now() - started) / 1000 };
}
