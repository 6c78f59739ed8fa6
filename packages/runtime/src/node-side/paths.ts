/** How often a path may have been encoded on top of itself. */
const mostLayers = 5;

/**
 * Whether anybody on the way (a proxy, a router, a file server) might take a path for one at or below another: in other
 * letters, encoded once or more, with slashes doubled or turned, with steps up and down. It rather says yes too often:
 * what it is asked for is whom to ask for a log-in.
 *
 * @param root as a router has it; empty: everything is below it
 */
export function mayBeWithin(path: string, root: string): boolean {
  const wanted = plain(root).replace(/\/$/, '');
  return readings(path).some((reading) => reading === wanted || reading.startsWith(`${wanted}/`));
}

function readings(path: string): readonly string[] {
  const found = new Set<string>();
  let current = path;
  for (let layer = 0; layer < mostLayers; layer++) {
    const reading = plain(current);
    found.add(reading);
    found.add(resolved(reading));
    const decoded = current.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    if (decoded === current) break;
    current = decoded;
  }
  return [...found];
}

/** A slash at its beginning, and nothing that most routers overlook. */
const plain = (path: string): string =>
  `/${path}`
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/\/{2,}/g, '/');

function resolved(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

/** The path of an address as it came: without what is asked, and of a whole address without its host. */
export function pathOf(address: string): string {
  const [path = ''] = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path === '' ? '/' : path;
}

/** A root as Node-RED's settings have it, with a slash at its beginning and none at its end; empty for the root of all. */
export function rootOf(root: unknown): string {
  const bare = typeof root === 'string' ? root.replace(/^\/+|\/+$/g, '') : '';
  return bare === '' ? '' : `/${bare}`;
}
