import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { archiveForEach, flows } from './archive.fixture.ts';

describe('the files of the archive', () => {
  const archive = archiveForEach();

  it('has no secret in any of its files', async () => {
    const secret = 'Hunter2-pLaNtEd';
    await archive.keep(flows(secret), {
      credentials: JSON.stringify({ n1: { password: secret } }),
      rev: secret,
    });
    await archive.stage(flows(`${secret} again`));
    const files = readdirSync(archive.directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(files.length >= 2);
    for (const { parentPath, name } of files) {
      const file = join(parentPath, name);
      const bytes = readFileSync(file);
      for (const form of [
        secret,
        Buffer.from(secret, 'utf16le'),
        Buffer.from(secret).toString('base64').slice(0, 18),
      ]) {
        assert.equal(bytes.includes(form), false, file);
      }
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
    }
    assert.equal(statSync(join(archive.directory, 'keys')).mode & 0o777, 0o700);
  });

  describe('without its key', () => {
    const keyFile = () => join(archive.directory, 'keys', 'history.key');

    for (const [title, lose] of [
      ['lost', () => rmSync(keyFile())],
      ['unreadable', () => writeFileSync(keyFile(), 'not a key')],
      [
        'a folder in its place',
        () => {
          rmSync(keyFile());
          mkdirSync(keyFile());
        },
      ],
      ['another one', () => writeFileSync(keyFile(), Buffer.alloc(32, 7).toString('base64'))],
    ] as const) {
      it(`(${title}) lists its versions, keeps new ones, and opens the old ones when it comes back`, async () => {
        await archive.keep(flows('one'));
        const backup = readFileSync(keyFile());
        await archive.close();
        lose();
        await archive.reopen();
        const { notices, newest } = await archive.handlers.open();
        assert.deepEqual(
          notices.map(({ code }) => code),
          [historyErrors.keyLost.code],
        );
        assert.equal(newest?.number, 1);
        assert.equal(newest?.rev, undefined);
        await assert.rejects(archive.handlers.read(1), historyErrors.versionLocked.is);

        assert.equal((await archive.keep(flows('one'))).made, true);
        await archive.keep(flows('two'));
        assert.deepEqual(
          (await archive.handlers.list({ limit: 100 })).map(({ number }) => number),
          [3, 2, 1],
        );
        await archive.handlers.read(3);

        await archive.close();
        rmSync(keyFile(), { recursive: true, force: true });
        writeFileSync(keyFile(), backup);
        await archive.reopen();
        assert.deepEqual((await archive.handlers.open()).notices, []);
        for (const number of [1, 2, 3]) await archive.handlers.read(number);
        assert.equal((await archive.keep(flows('two'))).made, false);
      });
    }
  });

  it('takes what it keeps away from others who were let in, and says where it cannot', async () => {
    await archive.keep(flows('one'));
    await archive.close();
    const keys = join(archive.directory, 'keys');
    const key = join(keys, 'history.key');
    const file = join(archive.directory, 'history.db');
    const modes = () => [archive.directory, keys, key, file].map((path) => statSync(path).mode & 0o777);
    const open = () => {
      for (const path of [archive.directory, keys]) chmodSync(path, 0o755);
      for (const path of [key, file]) chmodSync(path, 0o644);
    };
    open();
    await archive.reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
    assert.deepEqual(modes(), [0o700, 0o700, 0o600, 0o600]);
    await archive.close();

    if (process.getuid?.() !== 0) return;
    open();
    for (const path of [archive.directory, file]) chownSync(path, 65534, 65534);
    process.seteuid?.(65534);
    try {
      await archive.reopen();
      const { notices } = await archive.handlers.open();
      assert.deepEqual(
        notices.map(({ code, details }) => [code, details?.['file']]),
        [keys, key].map((path) => [historyErrors.exposed.code, path]),
      );
      await archive.close();
    } finally {
      process.seteuid?.(0);
    }
  });

  it('is not kept from its keys by what else lies among them', async () => {
    await archive.keep(flows('one'));
    await archive.close();
    mkdirSync(join(archive.directory, 'keys', 'history-old.key'));
    await archive.reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
    await archive.handlers.read(1);
  });

  it('sets a broken file aside and says so until it is moved away', async () => {
    await archive.keep(flows('one'));
    await archive.close();
    writeFileSync(join(archive.directory, 'history.db'), 'broken'.repeat(2000));
    await archive.reopen();
    const { notices, newest } = await archive.handlers.open();
    assert.deepEqual(
      notices.map(({ code }) => code),
      [historyErrors.setAside.code],
    );
    assert.equal(newest, undefined);
    assert.equal((await archive.keep(flows('one'))).version.number, 1);
    await archive.close();
    const aside = readdirSync(archive.directory).find((name) => name.includes('damaged'));
    mkdirSync(join(archive.directory, 'elsewhere'));
    renameSync(join(archive.directory, aside ?? ''), join(archive.directory, 'elsewhere', 'history.db'));
    await archive.reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
  });
});
