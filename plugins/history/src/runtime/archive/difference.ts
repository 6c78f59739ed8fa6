/** How a text is made of another one: lines of it, as first line and count, and lines of its own. */
type Pieces = readonly (readonly [from: number, count: number] | string)[];

/**
 * What a text is, told by another one. Lines that both share are told by their place there, in whatever order they
 * stand.
 */
export function difference(base: string, text: string): string {
  const known = base.split('\n');
  const places = new Map<string, number>();
  known.forEach((line, place) => {
    if (!places.has(line)) places.set(line, place);
  });
  const made: ([number, number] | string)[] = [];
  let run: [number, number] | undefined;
  for (const line of text.split('\n')) {
    if (run && known[run[0] + run[1]] === line) {
      run[1] += 1;
      continue;
    }
    const place = places.get(line);
    run = place === undefined ? undefined : [place, 1];
    made.push(run ?? line);
  }
  return JSON.stringify(made satisfies Pieces);
}

/** @returns undefined if it is no difference, or not from this base */
export function applyDifference(base: string, made: string): string | undefined {
  const known = base.split('\n');
  const lines: string[] = [];
  const pieces = piecesOf(made);
  if (!pieces) return undefined;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      lines.push(piece);
      continue;
    }
    const [from, count] = piece;
    if (from + count > known.length) return undefined;
    lines.push(...known.slice(from, from + count));
  }
  return lines.join('\n');
}

/** Only who has the key can have written it, but it may be a whole text that is taken for a difference. */
function piecesOf(made: string): Pieces | undefined {
  try {
    const pieces: unknown = JSON.parse(made);
    const isPiece = (piece: unknown): boolean => typeof piece === 'string' || Array.isArray(piece);
    return Array.isArray(pieces) && pieces.every(isPiece) ? pieces : undefined;
  } catch {
    return undefined;
  }
}
