import { root } from '@millwright/testing';
import { failure, good, step } from './console.ts';
import type { Draft } from './scaffold/draft.ts';
import { make } from './scaffold/make.ts';
import { draftNode } from './scaffold/node.ts';
import { draftPlugin } from './scaffold/plugin.ts';
import { Refusal } from './scaffold/refusal.ts';

/** `npm run new plugin <name>` and `npm run new node <pack>/<name>` */
const usage = 'npm run new plugin heat-map   or   npm run new node modbus/write';

function draft([kind, name, ...more]: readonly string[]): Draft {
  if (kind !== 'plugin' && kind !== 'node')
    throw new Refusal(kind ? `There is no template of a "${kind}".` : 'New is what?', usage);
  if (name === undefined) throw new Refusal(`What is the ${kind} to be called?`, usage);
  if (more.length > 0) throw new Refusal(`One name at a time: what is "${more.join(' ')}"?`, usage);
  return kind === 'plugin' ? draftPlugin(root, name) : draftNode(root, name);
}

/** The folder that holds all that a person will change first. */
function homeOf({ paths }: Draft): string {
  return paths[0]?.split('/').slice(0, 2).join('/') ?? '';
}

try {
  const made = draft(process.argv.slice(2));
  make(made);
  for (const path of made.paths) step(path);
  good(`Made. It works as it stands: replace what it does by what you want.

  npm run dev
      Node-RED with it, rebuilt and restarted whenever a source changes
  npm test -- ${homeOf(made)}
      its own tests
  npm run check
      types, format, lint
`);
} catch (error) {
  if (error instanceof Refusal) failure(error.message, error.next);
  else failure(error instanceof Error ? error.message : String(error), 'Nothing was kept of it.');
  process.exitCode = 1;
}
