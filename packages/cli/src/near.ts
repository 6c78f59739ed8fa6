/** How many letters have to be put in, left out, exchanged or swapped with their neighbour to make one word the other. */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const least = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      rows[row]?.push(least);
    }
  }
  return at(from.length, to.length);
}

/** The names that somebody who typed `word` may have meant, the nearest first. */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  // Nobody mistypes a command by hundreds of letters; the work grows with their product.
  if (word.length === 0 || word.length > 40) return [];
  const lower = word.toLowerCase();
  return names
    .map((name) => ({ name, far: name.startsWith(lower) ? 0 : distance(lower, name) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)
    .map(({ name }) => name);
}
