import {
  type Checkpoint,
  DeliveryVerifier,
  decodeEvent,
  ExportVerifier,
  type KeyRow,
  keyNamedIn,
  type Verdict,
  type VerifyOptions,
  verifyDatabase,
} from '@millwright/ledger';
import { counted } from '../terminal/text.ts';
import { onCopy } from './database-copy.ts';
import { eachLine, firstLine } from './each-line.ts';
import { deliveredFiles, type Subject } from './subject.ts';

export interface CheckOptions extends VerifyOptions {
  /** Checkpoints that lie beside the events of a copy. */
  readonly beside: readonly Checkpoint[];
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;
const told = (count: number): string => count.toLocaleString('en-US');

/** Checks a log. Throws errors of the tables `store` and `ledger`, and the signal's reason. */
export const checkLog = (subject: Subject, options: CheckOptions): Promise<Verdict> =>
  ({ database: checkDatabase, export: checkExport, copy: checkDelivered })[subject.kind](subject, options);

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
  const reading = { signal, tell: (share: number) => tell(`Checked ${percent(share)}, Ctrl-C stops`) };
  await eachLine([file], reading, (line) => verifier.line(line));
  return verifier.end();
}

/** Twice: the keys have to be known before the events, among which they are named. */
async function checkDelivered(
  { file }: Subject,
  { signal, tell, beside, ...options }: CheckOptions,
): Promise<Verdict> {
  const files = await inOrder(deliveredFiles(file));
  const keys: KeyRow[] = [];
  const looking = { signal, tell: (share: number) => tell(`Read ${percent(share)}, Ctrl-C stops`) };
  await eachLine(files, looking, (line) => {
    const key = keyNamedIn(line);
    if (key) keys.push(key);
  });
  const verifier = new DeliveryVerifier(options, keys, beside);
  const checking = { signal, tell: (share: number) => tell(`Checked ${percent(share)}, Ctrl-C stops`) };
  await eachLine(files, checking, (line) => {
    if (line !== '') verifier.record(line);
  });
  return verifier.end();
}

/** Files by the first event in them: whoever rotates them names them as they like. */
async function inOrder(files: readonly string[]): Promise<readonly string[]> {
  const begun: { readonly file: string; readonly seq: number }[] = [];
  for (const file of files) {
    const first = await firstLine(file);
    if (first !== undefined) begun.push({ file, seq: seqOf(first) });
  }
  return begun.toSorted((a, b) => a.seq - b.seq).map((each) => each.file);
}

/** One that cannot be read comes last, and is then found to be none. */
function seqOf(record: string): number {
  try {
    return decodeEvent(record).seq;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
