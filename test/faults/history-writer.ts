import { divideFlows, type FlowDocument, flowsText } from '@millwright/flows';
import { createArchive } from '../../plugins/history/src/runtime/archive/archive.ts';

/**
 * A process that keeps one version after the other, as deploys do, and says so after each: `{"number","text"}` a line.
 * It is there to be killed.
 */
const [directory = ''] = process.argv.slice(2);
const archive = createArchive(directory, () => new Date());

const flowsOf = (round: string): FlowDocument =>
  divideFlows([
    { id: 'a', type: 'tab', label: 'Oven' },
    { id: 'b', type: 'tab', label: 'Press' },
    ...Array.from({ length: 50 }, (_, index) => ({
      id: `a${index}`,
      type: 'comment',
      z: 'a',
      name: `${index}`,
    })),
    { id: 'n', type: 'comment', z: 'b', name: round },
  ]);

for (let round = 0; ; round++) {
  const name = `${process.pid} ${round}`;
  const document = flowsOf(name);
  const sent = { ...document, epoch: '' };
  const record = {
    actor: { kind: 'user', name: 'ana' },
    operation: 'flows.deploy',
    deployType: 'full',
  } as const;
  await archive.handlers.stage({ operation: name, time: Date.now(), document: sent, record });
  // Some deploys come to nothing.
  if (round % 5 === 4) {
    await archive.handlers.discard(name);
    continue;
  }
  const kept = await archive.handlers.keep({
    operation: name,
    time: Date.now(),
    document: sent,
    record,
    rev: name,
    credentials: JSON.stringify({ n: { password: name } }),
    modules: '[]',
    settings: '{"values":{}}',
  });
  if ('version' in kept) {
    process.stdout.write(`${JSON.stringify({ number: kept.version.number, text: flowsText(document) })}\n`);
  }
}
