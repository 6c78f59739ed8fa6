import { type CatalogueRow, catalogue, type Source } from '@millwright/runtime';

interface Candidate {
  readonly row: CatalogueRow;
  readonly method: string;
  /** As its segments have it. */
  readonly exact: RegExp;
  /** Its last parameter may have slashes in it, as keys of contexts and paths of libraries do. */
  readonly open: RegExp;
  /** How much of the request is no parameter. */
  readonly literal: number;
}

/** What only some of the requests of its kind are, by what is in them. */
const isSpecial = ({ row }: Candidate): number => ('when' in row ? 1 : 0);

/** The more of it is no parameter, the better it fits: `/nodes/messages` is no module. */
const candidates: readonly Candidate[] = catalogue
  .flatMap((row) => row.requests.map((request) => candidateOf(row, request)))
  .sort((one, other) => other.literal - one.literal || isSpecial(one) - isSpecial(other));

/**
 * Which operation of Node-RED's a request would have become, had it not been turned away before; undefined if none is
 * known for it. Where several share a request it is the most common of them: what is in it nobody has read.
 */
export function askedFor({ method, path }: Source): CatalogueRow | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  const plain = withoutEnd(path);
  const fitting = candidates.filter((each) => each.method === asked);
  return (fitting.find(({ exact }) => exact.test(plain)) ?? fitting.find(({ open }) => open.test(plain)))
    ?.row;
}

function candidateOf(row: CatalogueRow, request: string): Candidate {
  const [method = '', whole = ''] = request.split(' ');
  const path = withoutEnd(whole);
  const names = path.match(/:\w+/g) ?? [];
  const matching = (last: string): RegExp => {
    let left = names.length;
    const source = path.replace(/:\w+|[.*+?^${}()|[\]\\]/g, (part) => {
      if (!part.startsWith(':')) return `\\${part}`;
      left -= 1;
      if (part === ':module') return '(?:@[^/]+/)?[^/]+';
      return left === 0 ? last : '[^/]+';
    });
    return new RegExp(`^${source}$`, 'i');
  };
  const literal = path.replace(/:\w+/g, '').length;
  return { row, method, exact: matching('[^/]+'), open: matching('.+'), literal };
}

/** Express takes a path with and without the slash at its end. */
function withoutEnd(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}
