import { draft } from '../audit/drafts.ts';
import { openAuditLog } from '../audit/log.ts';

/**
 * A process that writes a few events and signs them, whatever the disk does meanwhile, and says of each what it was told:
 * `{"seq","operation"}` or `{"refused"}`, with a code; and at its end `{"lost"}`. Always in the same order.
 */
const [directory = '', worker = ''] = process.argv.slice(2);
const log = openAuditLog(directory, new URL(worker));
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

await log.open().catch(() => undefined);
for (let number = 0; number < 6; number++) {
  const operation = `event ${number}`;
  try {
    say({ seq: await log.append({ ...draft(number, Date.now()), operation }), operation });
  } catch (error) {
    say({ refused: codeOf(error), operation });
  }
  if (number % 3 === 2) {
    const note = await log.checkpoint().then(
      (checkpoint) => checkpoint.note,
      () => undefined,
    );
    if (note) say({ note });
  }
}
say({ lost: log.state().lost });
await log.close();
