import { type CatalogueRow, catalogue, type Source } from '@millwright/runtime';

interface Candidate {
  readonly row: CatalogueRow;
  readonly method: string;
  /** As its segments have it. */
  readonly exact: RegExp;
  /** Its last parameter may have slashes in it, as keys of contexts and paths of libraries do. */
  readonly open: RegExp;
  readonly parameters: number;
}

/** What only some of the requests of its kind are, by what is in them. */
const isSpecial = ({ row }: Candidate): number => ('when' in row ? 1 : 0);

/** The fewer parameters, the better it fits: `/nodes/messages` is no module. */
const candidates: readonly Candidate[] = catalogue
  .flatMap((row) => row.requests.map((request) => candidateOf(row, request)))
  .sort((one, other) => one.parameters - other.parameters || isSpecial(one) - isSpecial(other));

/**
 * Which operation of Node-RED's a request would have become, had it not been turned away before; undefined if none is
 * known for it. Where several share a request it is the most common of them: what is in it nobody has read.
 */
export function askedFor({ method, path }: Source): CatalogueRow | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const fitting = candidates.filter((each) => each.method === asked);
  return (fitting.find(({ exact }) => exact.test(plain)) ?? fitting.find(({ open }) => open.test(plain)))
    ?.row;
}

function candidateOf(row: CatalogueRow, request: string): Candidate {
  const [method = '', path = ''] = request.split(' ');
  const names = path.match(/:\w+/g) ?? [];
  const whole = (last: string): RegExp => {
    let left = names.length;
    const source = path.replace(/:\w+|[.*+?^${}()|[\]\\]/g, (part) => {
      if (!part.startsWith(':')) return `\\${part}`;
      left -= 1;
      if (part === ':module') return '(?:@[^/]+/)?[^/]+';
      return left === 0 ? last : '[^/]+';
    });
    return new RegExp(`^${source}$`, 'i');
  };
  return { row, method, exact: whole('[^/]+'), open: whole('.+'), parameters: names.length };
}
