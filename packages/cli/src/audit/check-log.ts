import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ExportVerifier, type Verdict, type VerifyOptions, verifyDatabase } from '@millwright/ledger';
import { counted } from '../terminal/text.ts';
import { onCopy } from './database-copy.ts';
import type { Subject } from './subject.ts';

export interface CheckOptions extends VerifyOptions {
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;
const told = (count: number): string => count.toLocaleString('en-US');

/** Checks a log. Throws errors of the tables `store` and `ledger`, and the signal's reason. */
export const checkLog = (subject: Subject, options: CheckOptions): Promise<Verdict> =>
  subject.kind === 'database' ? checkDatabase(subject, options) : checkExport(subject, options);

function checkDatabase({ file }: Subject, { signal, tell, ...options }: CheckOptions): Promise<Verdict> {
  const copying = { signal, onProgress: (share: number) => tell(`Copied ${percent(share)}, Ctrl-C stops`) };
  return onCopy(file, copying, async (database) => {
    const steps = verifyDatabase(database, options);
    for (let count = 0; ; count += 1) {
      const step = steps.next();
      if (step.done) return step.value;
      if (count % 20 > 0) continue;
      const { done, of } = step.value;
      tell(`Checked ${told(done)} of ${counted(of, 'event')}, Ctrl-C stops`);
      // Lets Ctrl-C be heard.
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
  });
}

async function checkExport({ file }: Subject, { signal, tell, ...options }: CheckOptions): Promise<Verdict> {
  const verifier = new ExportVerifier(options);
  const { size } = statSync(file);
  const stream = createReadStream(file);
  let lines = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      verifier.line(line);
      lines += 1;
      if (lines % 5000 > 0) continue;
      tell(`Checked ${percent(stream.bytesRead / Math.max(size, 1))}, Ctrl-C stops`);
      signal.throwIfAborted();
    }
    return verifier.end();
  } finally {
    stream.destroy();
  }
}
