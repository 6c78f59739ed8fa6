import type { ReadFile } from '@millwright/editor';
import { readSource, type SourceProblem } from '@millwright/s7';

/** Reads the variables of the data blocks that a source of STEP 7 or TIA Portal declares. Undefined for any other text. */
export function readDataBlocks(
  text: string,
  reasonText: (problem: SourceProblem) => string,
): ReadFile | undefined {
  const source = readSource(text);
  if (source === undefined) return undefined;
  return {
    format: 'STEP 7, TIA Portal',
    rows: source.tags.map(({ line, name, address, group }) => ({
      line,
      cells: { name, address, ...(group !== undefined && { group }) },
    })),
    refused: source.problems.map((problem) => ({ line: problem.line, reason: reasonText(problem) })),
    unknown: [],
  };
}
