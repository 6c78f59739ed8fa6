import assert from 'node:assert/strict';
import type { Action, Command, Group } from './command.ts';
import { commands } from './commands.ts';
import { cliErrors } from './errors.ts';
import { main } from './main.ts';
import { recorded } from './output.fixture.ts';

const greet: Action = {
  name: 'greet',
  summary: 'says hello',
  usage: 'millwright greet <name>\n',
  async run([name], { output }) {
    if (name === undefined) throw cliErrors.badArguments({ command: 'greet', reason: 'Say whom' });
    if (name === 'nobody') throw new TypeError('secret of the stack');
    output.write(`hello ${name}\n`);
    return name === 'doctor' ? 1 : 0;
  },
};

const well: Group = {
  name: 'well',
  summary: 'wishes',
  usage: 'millwright well <command>\n',
  commands: [{ ...greet, usage: 'millwright well greet <name>\n' }],
};

const pages = (all: readonly Command[]): readonly string[] =>
  all.flatMap((command) => [command.usage, ...('commands' in command ? pages(command.commands) : [])]);

describe('millwright', () => {
  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const surroundings = recorded();
    const code = await main(args, [greet, well], surroundings);
    return { code, out: surroundings.text(), err: surroundings.errorText() };
  }

  it('runs the command that is named, and ends as it says', async () => {
    assert.deepEqual(await run('greet', 'world'), { code: 0, out: 'hello world\n', err: '' });
    assert.equal((await run('greet', 'doctor')).code, 1);
  });

  it('lists all commands, and explains one', async () => {
    const { code, out } = await run('help');
    assert.equal(code, 0);
    assert.match(out, /^ {2}greet {2}says hello$/m);
    for (const args of [
      ['help', 'greet'],
      ['greet', '--help'],
      ['greet', 'x', '-h'],
    ]) {
      assert.deepEqual(await run(...args), { code: 0, out: greet.usage, err: '' });
    }
  });

  it('runs and explains the commands of a group', async () => {
    assert.deepEqual(await run('well', 'greet', 'world'), { code: 0, out: 'hello world\n', err: '' });
    for (const args of [
      ['well', 'greet', '--help'],
      ['help', 'well', 'greet'],
    ]) {
      assert.equal((await run(...args)).out, 'millwright well greet <name>\n');
    }
    for (const args of [
      ['well', '--help'],
      ['help', 'well'],
    ]) {
      assert.equal((await run(...args)).out, well.usage);
    }
    assert.match(
      (await run('well', '--url', 'x', 'greet')).err,
      /stand after the command.*cli\.bad-arguments/s,
    );
    assert.deepEqual(await run('well'), { code: 2, out: '', err: well.usage });
    assert.match(
      (await run('well', 'gret')).err,
      /no command "well gret"\. Did you mean well greet\? `millwright help\s+well` lists/,
    );
  });

  it('says its version', async () =>
    assert.deepEqual(await run('--version'), { code: 0, out: '1.2.3\n', err: '' }));

  it('ends with 2 and its list where nothing is asked for', async () => {
    const { code, out, err } = await run();
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /says hello/);
  });

  it('names the command that was meant', async () => {
    for (const args of [['gret'], ['help', 'gret']]) {
      const { code, err } = await run(...args);
      assert.equal(code, 2);
      assert.match(err, /no command "gret"\. Did you mean greet\?/);
      assert.match(err, /cli\.unknown-command/);
    }
    assert.equal((await run('\u001b[2J')).err.includes('\u001b'), false);
  });

  it('says what is wrong with its code, and never a stack', async () => {
    const wrong = await run('greet');
    assert.deepEqual([wrong.code, wrong.out], [2, '']);
    assert.match(wrong.err, /^■ Say whom\. `millwright help greet`.*\(cli\.bad-arguments\)\n$/s);
    const fault = await run('greet', 'nobody');
    assert.equal(fault.code, 2);
    assert.match(fault.err, /\(TypeError\).*cli\.unexpected/s);
    assert.doesNotMatch(fault.err, /secret|main\.test/);
  });

  it('has pages that fit on 80 columns', () => {
    for (const usage of pages(commands)) {
      assert.deepEqual(
        usage.split('\n').filter((line) => line.length > 80),
        [],
      );
    }
  });
});
