import { draft } from '../audit/drafts.ts';
import { openAuditLog } from '../audit/log.ts';

/**
 * A process in which many callers write one event after the other, as operations do, and say so after each: a line of
 * JSON, `{"seq","operation"}`, or `{"note"}` for each checkpoint, as an anchor would get it. It is there to be killed.
 */
const [directory = '', worker = ''] = process.argv.slice(2);
const callers = 16;
const log = openAuditLog(directory, new URL(worker));
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

await log.open();

let told = log.state().checkpoint?.size ?? 0;
log.onChanged(() => {
  const { checkpoint } = log.state();
  if (!checkpoint || checkpoint.size <= told) return;
  told = checkpoint.size;
  say({ note: checkpoint.note });
});

async function call(caller: number): Promise<never> {
  for (let round = 0; ; round++) {
    const operation = `${process.pid} ${caller} ${round}`;
    const event = { ...draft(caller * 1000 + round, Date.now()), operation };
    const { outcome: _none, ...intent } = event;
    // Every third is a dangerous one, which says first what it is about to do.
    if (round % 3 === 0) say({ seq: await log.append(intent), operation, intent: true });
    say({ seq: await log.append(event), operation });
    if (caller === 0 && round % 20 === 19) await log.checkpoint();
  }
}
await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
