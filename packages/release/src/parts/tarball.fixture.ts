import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { bytesOf } from '../bundle/bundle.fixture.ts';

/** A tarball as npm packs it: each file with its text. Names stand as they are given. */
export async function tarballOf(
  files: Readonly<Record<string, string>>,
  headers: readonly Partial<tar.Header>[] = [],
): Promise<Buffer<ArrayBuffer>> {
  const pack = tar.pack();
  for (const [name, text] of Object.entries(files)) pack.entry({ name, mtime: new Date(0) }, text);
  for (const header of headers) pack.entry({ name: 'package/x', mtime: new Date(0), ...header });
  pack.finalize();
  return gzipSync(await bytesOf(pack as AsyncIterable<Uint8Array>));
}

export const moduleTarball = (
  description: object,
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer<ArrayBuffer>> =>
  tarballOf({ 'package/package.json': JSON.stringify(description), 'package/index.js': '1', ...files });

export const integrityOf = (bytes: Uint8Array): string =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
