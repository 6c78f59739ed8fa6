import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeUserDirectory, removeUserDirectory, root, startNodeRed, targets } from '@millwright/testing';
import { diagnose, millwright, stateOf, tooWide } from './command.ts';

const line = "module.exports = require('./millwright/secure.cjs')(module.exports);";
const own = join(root, 'plugins/access/dist/secure.cjs');

describe('millwright init', () => {
  let directory: string;
  let settings: string;
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');
  const init = (...args: readonly string[]): ReturnType<typeof millwright> =>
    millwright(['init', '--user-dir', directory, ...args]);

  beforeEach(async () => {
    directory = await makeUserDirectory({ packages: [join(root, 'plugins/access')] });
    settings = join(directory, 'settings.js');
  });
  afterEach(() => removeUserDirectory(directory));

  it('says what it would write, and asks', async () => {
    const before = await read('settings.js');
    const dry = await init('--dry-run');
    assert.deepEqual([dry.code, dry.err], [0, '']);
    assert.ok(dry.out.includes(line) && dry.out.includes('millwright/secure.cjs'));
    assert.deepEqual(tooWide(dry.out), []);
    const unasked = await init();
    assert.equal(unasked.code, 2);
    assert.match(unasked.err, /cli\.consent-needed/);
    assert.equal(await read('settings.js'), before);
    await assert.rejects(stat(join(directory, 'millwright')), /ENOENT/);
  });

  it('secures settings.js, keeps what was there, and takes it back', async () => {
    const before = await read('settings.js');
    await chmod(settings, 0o640);
    const done = await init('--yes');
    assert.deepEqual([done.code, done.err], [0, '']);
    assert.match(done.out, /Restart Node-RED\./);
    assert.deepEqual(tooWide(done.out), []);
    const secured = await read('settings.js');
    assert.ok(secured.startsWith(before) && secured.trimEnd().endsWith(line));
    assert.equal(await read('settings.js.before-millwright'), before);
    assert.equal(await read('millwright/secure.cjs'), await readFile(own, 'utf8'));
    if (process.platform !== 'win32') {
      assert.equal((await stat(settings)).mode & 0o777, 0o640);
      assert.equal((await stat(join(directory, 'millwright'))).mode & 0o777, 0o700);
      assert.equal((await stat(join(directory, 'millwright/secure.cjs'))).mode & 0o777, 0o600);
    }
    const report = await diagnose(['--user-dir', directory]);
    assert.deepEqual([stateOf(report, 'secure'), stateOf(report, 'settings.log-in')], ['works', 'works']);

    const again = await init('--yes');
    assert.deepEqual([again.code, /secured already/.test(again.out)], [0, true]);
    assert.equal(await read('settings.js'), secured);

    const undone = await init('--undo', '--yes');
    assert.equal(undone.code, 0);
    assert.equal(await read('settings.js'), before);
    assert.match((await init('--undo')).out, /nothing to take out/);
  });

  it('renews a secure.cjs of another time, and nothing else', async () => {
    await init('--yes');
    const secured = await read('settings.js');
    await writeFile(join(directory, 'millwright/secure.cjs'), '// of another time\n');
    assert.equal(stateOf(await diagnose(['--user-dir', directory]), 'secure'), 'attention');
    assert.equal((await init('--yes')).code, 0);
    assert.equal(await read('millwright/secure.cjs'), await readFile(own, 'utf8'));
    assert.equal(await read('settings.js'), secured);
  });

  const refusals: readonly {
    readonly title: string;
    readonly code: string;
    readonly prepare: () => Promise<unknown>;
  }[] = [
    {
      title: 'an ES module',
      code: 'cli.settings-unfit',
      prepare: () => writeFile(settings, 'export default { uiPort: 1880 };\n'),
    },
    {
      title: 'what is no JavaScript',
      code: 'cli.settings-unfit',
      prepare: () => writeFile(settings, 'module.exports = {\n'),
    },
    {
      title: 'a link',
      code: 'cli.settings-unfit',
      prepare: async () => {
        await cp(settings, join(directory, 'elsewhere.js'));
        await rm(settings);
        await symlink('elsewhere.js', settings);
      },
    },
    {
      title: 'what cannot be loaded',
      code: 'cli.settings-fail',
      prepare: () => writeFile(settings, "throw new Error('no such key');\nmodule.exports = {};\n"),
    },
    {
      title: 'what exports no settings',
      code: 'cli.settings-fail',
      prepare: () => writeFile(settings, 'module.exports = 1880;\n'),
    },
    {
      title: 'what puts its settings in place later',
      code: 'cli.not-secured',
      prepare: () => writeFile(settings, 'module.exports = {};\nif (true) return;\n'),
    },
    { title: 'a directory without settings.js', code: 'cli.no-settings', prepare: () => rm(settings) },
    {
      title: 'a directory without access',
      code: 'cli.access-not-installed',
      prepare: () => rm(join(directory, 'node_modules'), { recursive: true }),
    },
    {
      title: 'an access that is half installed',
      code: 'cli.access-without-secure',
      prepare: async () => {
        const folder = join(directory, 'node_modules/@millwright/node-red-access');
        await rm(folder);
        await mkdir(folder);
        await cp(join(root, 'plugins/access/package.json'), join(folder, 'package.json'));
      },
    },
  ];

  for (const { title, code, prepare } of refusals) {
    it(`refuses ${title}, and leaves settings.js as it was`, async () => {
      await prepare();
      const before = await read('settings.js').catch(() => undefined);
      const refused = await init('--yes');
      assert.equal(refused.code, 2, refused.out);
      assert.ok(refused.err.includes(`(${code})`), refused.err);
      assert.equal(await read('settings.js').catch(() => undefined), before);
    });
  }

  if (process.getuid?.() === 0) {
    const nobody = 65534;

    it('gives what it writes to whom settings.js belongs', async () => {
      execFileSync('chown', ['-R', `${nobody}:${nobody}`, directory]);
      assert.equal((await init('--yes')).code, 0);
      for (const name of [
        'settings.js',
        'settings.js.before-millwright',
        'millwright',
        'millwright/secure.cjs',
      ]) {
        const { uid, gid } = await stat(join(directory, name));
        assert.deepEqual([uid, gid], [nobody, nobody], name);
      }
    });

    it('says that it may not write', async () => {
      await chmod(directory, 0o755);
      const before = await read('settings.js');
      const refused = await millwright(['init', '--user-dir', directory, '--yes'], { uid: nobody });
      assert.equal(refused.code, 2);
      assert.ok(refused.err.includes('(cli.not-written)'), refused.err);
      assert.equal(await read('settings.js'), before);
    });
  }

  it('leaves no draft behind', async () => {
    await writeFile(settings, "throw new Error('no such key');\n");
    await init('--yes');
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.includes('draft')),
      [],
    );
  });
});

for (const target of targets()) {
  describe(`millwright init, ${target.title}`, () => {
    it('makes the usual settings.js where there is none, and Node-RED starts with it', async () => {
      const first = await startNodeRed({ target });
      const { userDirectory } = first;
      try {
        await first.halt();
        await rm(join(userDirectory, 'settings.js'));
        const done = await millwright(['init', '--user-dir', userDirectory, '--yes'], { node: target.node });
        assert.deepEqual([done.code, done.err], [0, '']);
        const text = await readFile(join(userDirectory, 'settings.js'), 'utf8');
        assert.ok(text.includes('flowFile: ') && text.trimEnd().endsWith(line));
        await first.start();
        assert.ok([200, 401, 503].includes((await first.request('GET', '/settings')).status));
      } finally {
        await first.stop();
      }
    });
  });
}
