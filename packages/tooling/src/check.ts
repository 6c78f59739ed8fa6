import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { failure, good, step } from './console.ts';

/** `npm run check`: types, format and lint. `npm run check -- --write` mends what can be mended by itself. */
const write = process.argv.includes('--write');
const checks = [
  { title: 'Types', args: [join(root, 'node_modules/typescript/bin/tsc'), '-b'] },
  {
    title: 'Format and lint',
    args: [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'check',
      '--error-on-warnings',
      ...(write ? ['--write'] : []),
      '.',
    ],
  },
];

let failed = false;
for (const { title, args } of checks) {
  step(title);
  if (spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0) failed = true;
}
if (failed) {
  failure('The check found something (above).', 'Formatting is mended by: npm run check -- --write');
  process.exit(1);
}
good('All clean');
