import { once } from 'node:events';
import { join } from 'node:path';
import { endChild, root, spawnChild } from '@millwright/testing';

/** The bundle, as it is packed. */
export const bundle = join(root, 'packages/cli/dist/millwright.cjs');

interface Finding {
  readonly id: string;
  readonly state: 'works' | 'attention' | 'fails' | 'unchecked';
  readonly message: string;
}

/** What `--json` prints, as far as tests look at it. */
export interface Report {
  readonly exitCode: number;
  readonly counts: Readonly<Record<Finding['state'], number>>;
  readonly places: readonly {
    readonly kind: string;
    readonly findings: readonly Finding[];
    readonly problem?: { readonly code: string; readonly message: string };
    readonly help?: readonly string[];
  }[];
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Run {
  /** The Node.js that runs it. */
  readonly node?: string;
  /** All of its environment but the search path. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly uid?: number | undefined;
  /** What it reads; nothing if not given. */
  readonly input?: string;
  /** When Ctrl-C is pressed. */
  readonly interruptAfter?: Promise<unknown>;
}

/** Runs `millwright <args>` and waits for its end. */
export async function millwright(
  args: readonly string[],
  { node, environment, uid, input, interruptAfter }: Run = {},
): Promise<Ran> {
  const child = spawnChild(node ?? process.execPath, [bundle, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  child.stdin?.end(input);
  void interruptAfter?.then(() => child.kill('SIGINT'));
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    err += chunk;
  });
  const late = setTimeout(() => void endChild(child, 'SIGKILL'), 30_000);
  const [code] = await once(child, 'close');
  clearTimeout(late);
  return { code, out, err };
}

/** Runs `millwright doctor <args> --json`, and checks that it ends as it says. */
export async function diagnose(args: readonly string[], run: Run = {}): Promise<Report> {
  const { code, out, err } = await millwright(['doctor', ...args, '--json'], run);
  if (out === '') throw new Error(`The doctor ended with ${code} and said only: ${err}`);
  const report: Report = JSON.parse(out);
  if (report.exitCode !== code || err !== '') throw new Error(`It ended with ${code}: ${out}\n${err}`);
  return report;
}

/** How something in the report is; `missing` where it is not in it. */
export function stateOf({ places }: Report, id: string): string {
  return places.flatMap(({ findings }) => findings).find((finding) => finding.id === id)?.state ?? 'missing';
}

/** Lines over 80 columns that could have been broken: those with more than one word after what stands before the text. */
export function tooWide(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.length > 80 && line.slice(19).trim().includes(' '));
}
