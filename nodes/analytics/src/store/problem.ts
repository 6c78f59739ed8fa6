import { sampleStoreErrors } from '../common/errors.ts';
import { isOfFiles } from './files.ts';
import type { StoreProblem } from './report.ts';

/** Why a store cannot write, by what was thrown meanwhile. */
export function problemFrom(error: unknown): StoreProblem {
  if (sampleStoreErrors.newerVersion.is(error)) {
    const { format, writer } = error.details as { readonly format: number; readonly writer?: string };
    return { is: 'newer', format, writer };
  }
  return {
    is: 'unwritable',
    reason: error instanceof Error ? error.message : String(error),
    code: isOfFiles(error) ? (error.code ?? '') : '',
  };
}
