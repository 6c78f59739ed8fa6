import { CodedError } from '@millwright/schema';
import { plain, short } from '../terminal/text.ts';

/** What the instance says of what it refuses; undefined for a page that was not made for this. */
function saidIn(text: string): { readonly message: string; readonly code: unknown } | undefined {
  try {
    const { message, code } = JSON.parse(text);
    return typeof message === 'string' ? { message: short(plain(message), 1000), code } : undefined;
  } catch {
    return undefined;
  }
}

/** What a failed answer says of itself, in a sentence; empty where it says nothing. */
export function messageIn(text: string): string {
  return saidIn(text)?.message ?? '';
}

/**
 * The error that a package of Millwright answers with: it is said as its own, with its own code, which stands in that
 * package's table. Undefined for any other answer.
 */
export function codedErrorIn(text: string, status: number): CodedError | undefined {
  const said = saidIn(text);
  if (typeof said?.code !== 'string' || !/^[a-z-]{1,40}\.[a-z0-9-]{1,60}$/.test(said.code)) return undefined;
  return new CodedError({
    code: said.code,
    status,
    family: status < 500 ? 'caller' : 'world',
    message: said.message,
  });
}
