import assert from 'node:assert/strict';
import { settingsOfRecord } from './settings.ts';

const values = (settings: Readonly<Record<string, unknown>>) => settingsOfRecord(settings, '5.0.7').values;

describe('settings of a version', () => {
  it('name the programs and the machine', () => {
    const { nodeRed, node, platform, architecture } = settingsOfRecord({}, '5.0.7');
    assert.deepEqual([nodeRed, node], ['5.0.7', process.versions.node]);
    assert.deepEqual([platform, architecture], [process.platform, process.arch]);
  });

  it('keep plain values that change how flows run, and leave out what is not set', () => {
    const given = {
      functionTimeout: 5,
      httpNodeRoot: '/api',
      functionExternalModules: false,
      debugMaxLength: undefined,
    };
    assert.deepEqual(values(given), {
      functionExternalModules: false,
      functionTimeout: 5,
      httpNodeRoot: '/api',
    });
  });

  it('keep of objects only the names: values may be secret', () => {
    const functionGlobalContext = { token: 'SECRET', os: { cpus: () => 1 } };
    assert.deepEqual(values({ functionGlobalContext }), { functionGlobalContext: ['os', 'token'] });
  });

  it('keep the names of context stores with their kind', () => {
    const contextStorage = {
      file: { module: 'localfilesystem', config: { dir: '/secret' } },
      default: 'file',
      own: { module: class {} },
      broken: null,
    };
    assert.deepEqual(values({ contextStorage }), {
      contextStorage: { broken: 'custom', default: 'file', file: 'localfilesystem', own: 'custom' },
    });
  });

  it('never hold what is secret', () => {
    const secret = {
      credentialSecret: 'SECRET',
      adminAuth: { users: [{ password: 'SECRET' }] },
      https: { key: 'SECRET' },
    };
    assert.ok(!JSON.stringify(values(secret)).includes('SECRET'));
  });
});
