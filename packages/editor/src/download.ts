import { type Route, type RouteInput, requestPath } from '@millwright/schema';
import { ofError, readFailure } from './api.ts';
import { editorErrors, type Failure, type Result } from './failure.ts';
import { red } from './red.ts';

/** A file that came, and what the server calls it. */
export interface Downloaded {
  readonly fileName: string;
  readonly content: Blob;
}

export interface DownloadOptions {
  /** Gives it up; the result is then the failure `editor.aborted`. */
  readonly signal?: AbortSignal;
  /** Told of each piece as it comes. */
  onPiece?(piece: Uint8Array): void;
}

/** Pieces up to this many bytes are put together: the browser may then keep them on disk. */
const putTogether = 4 * 1024 * 1024;

/**
 * Fetches what a route answers as a file, with the user's token. It may be large and take its time: nothing but
 * {@link DownloadOptions.signal} gives it up.
 */
export async function download<R extends Route>(
  route: R,
  input: RouteInput<R>,
  { signal, onPiece }: DownloadOptions = {},
): Promise<Result<Downloaded>> {
  const fail = (failure: Failure): Result<Downloaded> => ({ ok: false, failure });
  try {
    const response = await fetch(addressOf(requestPath(route, input as Parameters<typeof requestPath>[1])), {
      headers: token(),
      cache: 'no-store',
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) return fail(readFailure(route, response.status, await response.text()));
    const { parts, last } = await read(response, onPiece);
    const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
    const content = new Blob([...parts, ...last], { type });
    return { ok: true, value: { fileName: fileNameOf(response) ?? route.name, content } };
  } catch {
    // Nothing else throws here: the request was given up, or the connection broke.
    return fail(ofError(signal?.aborted ? editorErrors.aborted() : editorErrors.unreachable()));
  }
}

async function read(
  response: Response,
  onPiece: DownloadOptions['onPiece'],
): Promise<{ readonly parts: readonly Blob[]; readonly last: readonly BlobPart[] }> {
  const parts: Blob[] = [];
  let last: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) return { parts, last };
    last.push(piece.value);
    bytes += piece.value.byteLength;
    onPiece?.(piece.value);
    if (bytes < putTogether) continue;
    parts.push(new Blob(last));
    last = [];
    bytes = 0;
  }
}

/** Routes give plain names only; what else stands there is no name of theirs. */
const fileNameOf = ({ headers }: Response): string | undefined =>
  /filename="([\w.-]+)"/.exec(headers.get('Content-Disposition') ?? '')?.[1];

const addressOf = (path: string): string => `${red().settings.apiRootUrl ?? ''}${path}`;

function token(): Record<string, string> {
  const tokens = red().settings.get('auth-tokens');
  return tokens ? { Authorization: `Bearer ${tokens.access_token}` } : {};
}

/** Lets the browser save something as a file, as a click on a link does. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken hold of it only once the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
