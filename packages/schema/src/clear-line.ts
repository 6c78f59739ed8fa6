/**
 * Whether what goes to this address can be read on the way: plain HTTP to another machine.
 *
 * @param url one that cannot be read is none of that kind
 */
export function isClearLine(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'http:') return false;
  return !/^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(parsed.hostname);
}
