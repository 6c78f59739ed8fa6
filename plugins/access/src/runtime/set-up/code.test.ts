import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessErrors } from '../../common/errors.ts';
import { LockOut } from '../identity/lock-out.ts';
import { SetUpCode } from './code.ts';

describe('the code of the set-up', () => {
  let directory: string;
  let now: number;
  let code: SetUpCode;
  let text: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-code-'));
    now = 1_000_000;
    code = new SetUpCode({
      lockOut: new LockOut(() => now),
      now: () => now,
      file: join(directory, 'set-up-code'),
      makeDirectory: () => {},
    });
    text = code.make().code;
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is three groups of four, and stands in a file of the owner alone', () => {
    assert.match(text, /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    const file = join(directory, 'set-up-code');
    assert.equal(readFileSync(file, 'utf8'), `${text}\n`);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.notEqual(code.make().code, text);
  });

  it('is taken as people type it', () => {
    assert.ok(code.matches(text));
    assert.ok(code.matches(` ${text.toLowerCase().replaceAll('-', ' ')}`));
    assert.ok(code.matches(text.replaceAll('0', 'O').replaceAll('1', 'l')));
    assert.equal(code.matches(text.slice(1)), false);
    assert.equal(code.matches(''), false);
  });

  it('cannot be guessed: after some wrong ones none is right for a while', () => {
    for (let time = 0; time < 5; time += 1)
      assert.throws(() => code.check('WRONG'), accessErrors.codeWrong.is);
    assert.throws(() => code.check(text), accessErrors.lockedOut.is);
    assert.equal(code.matches(text), false);
    now += 1_000;
    code.check(text);
  });

  it('is gone when it was used, with its file', () => {
    code.drop();
    assert.equal(code.isValid, false);
    assert.equal(code.matches(text), false);
    assert.equal(existsSync(join(directory, 'set-up-code')), false);
  });

  it('is worth something too where no file can be written', () => {
    const noFile = new SetUpCode({
      lockOut: new LockOut(() => now),
      now: () => now,
      file: join(directory, 'not', 'there'),
      makeDirectory: () => {},
    });
    const made = noFile.make();
    assert.ok(made.problem);
    assert.ok(noFile.matches(made.code));
  });
});
