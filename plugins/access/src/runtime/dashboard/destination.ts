const longest = 2000;
const here = 'http://here.invalid';

/**
 * Where a log-in leads back to: a path of this very server, below the root of the node side. Undefined for what could
 * lead elsewhere, however it is written.
 */
export function destinationOf(to: unknown, root: string): string | undefined {
  if (typeof to !== 'string' || to.length > longest || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to))
    return undefined;
  if (!URL.canParse(to, here)) return undefined;
  const { origin, pathname, search, hash } = new URL(to, here);
  if (origin !== here || pathname.startsWith('//')) return undefined;
  if (pathname !== root && !pathname.startsWith(`${root}/`)) return undefined;
  return pathname + search + hash;
}
