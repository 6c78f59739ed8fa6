import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '@millwright/testing';
import { importsOf, importTable, sourceFiles } from './rooms.ts';

const table = importTable();
const files = sourceFiles();
const roomByName = new Map(table.map((room) => [room.name, room]));

/** Names that a package of ours has in the table: `@millwright/schema` is `schema`. */
function ownName(specifier: string): string | undefined {
  return /^@millwright\/([^/]+)/.exec(specifier)?.[1];
}

describe('architecture', () => {
  it('has a row for every room, and a room for every row', () => {
    const present = new Set(files.map((file) => file.room));
    assert.deepEqual(
      [...present].filter((room) => !roomByName.has(room)),
      [],
      'rooms without a row in ARCHITECTURE.md',
    );
    const homes = table.map((room) => room.name.split('/').slice(0, 2).join('/'));
    assert.deepEqual(
      homes.filter((home) => !existsSync(join(root, home, 'package.json'))),
      [],
      'rows without a package',
    );
  });

  it('imports only what the table allows', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const room = roomByName.get(file.room);
      for (const { specifier, typeOnly } of importsOf(file.text)) {
        const name = ownName(specifier);
        if (name && !room?.mayImport.includes(name)) wrong.push(`${file.path} imports ${specifier}`);
        const entry = /^@millwright\/plc\/(\w+)$/.exec(specifier)?.[1];
        if (entry && !file.room.endsWith(`/${entry}`))
          wrong.push(`${file.path} imports the ${entry} side of plc`);
        if (/^@millwright\/(opcua|s7)\/client$/.test(specifier) && !/^packages|\/runtime$/.test(file.room))
          wrong.push(`${file.path} imports the client of a PLC outside of the runtime`);
        if (room?.kind === 'pure' && !typeOnly && specifier.startsWith('node:'))
          wrong.push(`${file.path} is pure and imports ${specifier}`);
        if (room?.kind === 'browser' && specifier.startsWith('node:'))
          wrong.push(`${file.path} runs in the browser and imports ${specifier}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('crosses from one side of a package to another only towards what both share', () => {
    const wrong: string[] = [];
    for (const file of files.filter(({ path }) => !path.startsWith('packages/'))) {
      const side = file.room.split('/')[2];
      for (const { specifier } of importsOf(file.text)) {
        if (!specifier.startsWith('.')) continue;
        const target = posix.join(posix.dirname(file.path), specifier);
        const home = file.path.split('/').slice(0, 2).join('/');
        if (!target.startsWith(`${home}/src/`)) wrong.push(`${file.path} leaves its package: ${specifier}`);
        const to = files.find((candidate) => candidate.path === target)?.room.split('/')[2];
        if (to && to !== side && to !== 'common')
          wrong.push(`${file.path} (${side}) imports ${target} (${to})`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('leaves Node-RED to the two doors', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const isDoor = /^packages\/(runtime|testing|tooling)\//.test(file.path);
      for (const { specifier } of importsOf(file.text)) {
        if (!isDoor && /^(node-red|@node-red\/)/.test(specifier))
          wrong.push(`${file.path} imports ${specifier}`);
      }
      const inEditor = file.path.startsWith('packages/editor/') || file.path.startsWith('packages/testing/');
      if (
        roomByName.get(file.room)?.kind === 'browser' &&
        !inEditor &&
        /(^|[^\w.'"`@])(RED\.|\$\(|jQuery)/m.test(file.text)
      ) {
        wrong.push(`${file.path} touches the editor's RED or jQuery itself`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('declares in each package.json exactly what its sources import of ours', () => {
    const wrong: string[] = [];
    const homes = ['packages', 'plugins', 'nodes'].flatMap((kind) =>
      readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
    );
    for (const home of homes) {
      const manifest = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
      const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
      const specifiers = files
        .filter(({ path }) => path.startsWith(`${home}/`))
        .flatMap(({ text }) => importsOf(text).map(({ specifier }) => specifier));
      const packages = specifiers
        .filter((specifier) => !/^[.]|^node:/.test(specifier))
        .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
      for (const name of new Set(packages)) {
        if (!declared.has(name) && name !== manifest.name && name !== 'mocha')
          wrong.push(`${home} imports ${name} and does not declare it`);
      }
      for (const name of declared) {
        if (ownName(name) && !packages.includes(name))
          wrong.push(`${home} declares ${name} and does not import it`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('publishes loadable packages that need nothing at run time', () => {
    for (const home of ['plugins', 'nodes'].flatMap((kind) =>
      readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
    )) {
      const manifest = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
      assert.deepEqual(Object.keys(manifest.dependencies ?? {}), [], `${home} has dependencies`);
      for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
        assert.equal(manifest.scripts?.[script], undefined, `${home} runs a script on install`);
    }
  });
});
