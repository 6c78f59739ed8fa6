import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { recorded } from '../output.fixture.ts';
import { readRequest } from './places.ts';

describe('what the doctor is asked to look at', () => {
  let home: string;
  const usual = (): string => join(home, '.node-red');

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'millwright-home-'));
    mkdirSync(usual());
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const directoryFor = (args: string[], environment: Record<string, string> = {}): string | undefined =>
    readRequest(args, recorded(environment, home)).userDirectory;

  it('is the usual directory where nothing is said', () => {
    assert.equal(directoryFor([]), usual());
    assert.equal(directoryFor(['--json'], { NODE_RED_HOME: home }), home);
  });

  it('is not what Node-RED calls its home for programs that it starts', () => {
    const packaged = join(home, 'node-red');
    mkdirSync(packaged);
    writeFileSync(join(packaged, 'package.json'), '{"name":"node-red"}');
    assert.equal(directoryFor([], { NODE_RED_HOME: packaged }), usual());
  });

  it('is what is said, and with an address nothing else', () => {
    assert.equal(directoryFor(['--user-dir', 'x']), resolve('x'));
    assert.equal(directoryFor(['--url', 'http://plc']), undefined);
    const both = readRequest(['--url', 'http://plc', '--user-dir', '/x', '--json'], recorded({}, home));
    assert.deepEqual(
      [both.address?.href, both.userDirectory, both.json],
      ['http://plc/', resolve('/x'), true],
    );
  });

  for (const [args, code] of [
    [['--token', 'x'], 'cli.bad-arguments'],
    [['--url'], 'cli.bad-arguments'],
    [['--user-dir', ''], 'cli.bad-arguments'],
    [['extra'], 'cli.bad-arguments'],
    [['--url', 'plc:1880'], 'cli.bad-address'],
  ] as const) {
    it(`${args.join(' ')} is ${code}`, () => assert.throws(() => directoryFor([...args]), { code }));
  }

  it('is nothing where the usual directory is not there', () => {
    rmSync(usual(), { recursive: true });
    assert.throws(() => directoryFor([]), { code: 'cli.nothing-to-look-at' });
  });
});
