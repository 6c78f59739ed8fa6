import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeRedProcess, root } from '@millwright/testing';

/** One request to the admin side, and what it is answered when nobody interferes. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** A file that is uploaded in place of a body. */
  readonly upload?: string;
  readonly headers?: Record<string, string>;
  readonly status: number;
}

/** What cases work on. */
export interface Lab {
  readonly nodeRed: NodeRedProcess;
  readonly token: string | undefined;
  /** Tarball of a package with a node, routes and nothing else. */
  readonly tarball: string;
  send(ask: Ask): Promise<{ readonly status: number; readonly text: string; readonly body: unknown }>;
}

/** How one row of the catalogue is called. */
export interface Case {
  readonly row: string;
  readonly kind?: 'read' | 'write';
  /** Requests that succeed: one for each pattern of the row at least. */
  readonly succeeds: readonly Ask[];
  /** Puts things so that the next request can succeed. */
  readonly before?: (lab: Lab) => Promise<unknown>;
  /** A request that Node-RED itself fails, or why there is none. */
  readonly fails: Ask | string;
  /** Puts things so that it fails; the result puts them back. */
  readonly breaking?: (lab: Lab) => Promise<() => Promise<void>>;
  /** What the first request is about, as the operation says. */
  readonly target?: { readonly kind: string; readonly id: string };
  /** Other operations that the same request leads to. */
  readonly besides?: readonly string[];
}

export const get = (path: string, status = 200): Ask => ({ method: 'GET', path, status });
export const post = (path: string, body: unknown, status = 200): Ask => ({
  method: 'POST',
  path,
  body,
  status,
});
export const put = (path: string, body: unknown, status = 200): Ask => ({
  method: 'PUT',
  path,
  body,
  status,
});
export const remove = (path: string, status = 204): Ask => ({ method: 'DELETE', path, status });
export const as = (ask: Ask, headers: Record<string, string>): Ask => ({ ...ask, headers });
export const html = (ask: Ask): Ask => as(ask, { Accept: 'text/html' });

/** The tarball of the package that cases install. */
export const packPalette = (): string => {
  const output = execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', tmpdir()], {
    cwd: join(root, 'test/runtime/palette'),
    encoding: 'utf8',
  });
  const packed = JSON.parse(output);
  return join(tmpdir(), (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename);
};

export async function send(
  { method, path, body, upload, headers = {} }: Ask,
  { nodeRed, token, tarball }: Pick<Lab, 'nodeRed' | 'token' | 'tarball'>,
): Promise<{ status: number; text: string; body: unknown }> {
  if (upload === undefined) return nodeRed.request(method, path, body, { token, headers });
  const form = new FormData();
  form.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), 'palette.tgz');
  const response = await fetch(nodeRed.adminUrl + path, {
    method,
    body: form,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
  return { status: response.status, text: await response.text(), body: undefined };
}
