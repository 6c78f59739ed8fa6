import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';

const example = join(root, 'examples/filler');

/** The demo's settings: the example's, and a log-in for the demo's accounts. */
const settings = `// Written by npm start; it is made anew at each start.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { timingSafeEqual } = require('node:crypto');

const accounts = JSON.parse(readFileSync(join(__dirname, 'accounts.json'), 'utf8'));
const publicPart = (account) => (account ? { username: account.username, permissions: account.permissions } : null);
const same = (a, b) => a.length === b.length && timingSafeEqual(a, b);

module.exports = {
  ...require(${JSON.stringify(join(example, 'settings.js'))}),
  adminAuth: {
    type: 'credentials',
    users: async (name) => publicPart(accounts.find(({ username }) => username === name)),
    authenticate: async (name, password) =>
      publicPart(accounts.find((account) => account.username === name && same(Buffer.from(account.password), Buffer.from(String(password))))),
  },
};
`;

/** Makes the demo's user directory at the first start; later starts keep what the user did in it. */
export function prepareUserDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'settings.js'), settings);
  const manifest = join(directory, 'package.json');
  if (!existsSync(manifest))
    writeFileSync(manifest, '{ "name": "millwright-demo", "version": "0.0.1", "private": true }\n');
  const flows = join(directory, 'flows.json');
  if (!existsSync(flows)) copyFileSync(join(example, 'flow.json'), flows);
}
