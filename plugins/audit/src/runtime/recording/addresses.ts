import { maskSecrets } from '@millwright/ledger';

/** How often a text may have been percent-encoded one over the other. */
const mostLayers = 5;

/** User and password as git has them without a scheme: `anna:secret@host:path`; no alias of npm's: `npm:name@1`. */
const bareUser = /(?<![^\s/@])(?!npm:)[^\s/@]*:[^\s/@]*@/g;

/** The begin of an address anywhere in a text, as in `name@https://…`. */
const address = /[a-z][a-z0-9+.-]{0,30}:\/\//i;

/** A module may be given as an address: scheme, host and path say what it is, query and fragment may be secrets. */
export function plainModule(id: string): string {
  const [plain = ''] = decoded(id).split(/[?#]/, 1);
  return withoutUser(plain);
}

const withoutUser = (text: string): string => maskSecrets(text).replace(bareUser, '***@');

/**
 * The path of a request without what looks like a secret: each of its segments may be a text that was percent-encoded,
 * such as the address of a module.
 */
export function plainPath(path: string): string {
  return path.includes('%') ? path.split('/').map(plainSegment).join('/') : path;
}

function plainSegment(segment: string): string {
  const text = decoded(segment);
  const plain = address.test(text) ? plainModule(text) : withoutUser(text);
  return plain === text ? segment : encodeURIComponent(plain.toWellFormed());
}

function decoded(segment: string): string {
  let text = segment;
  for (let layer = 0; layer < mostLayers && text.includes('%'); layer += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
  }
  return text;
}
