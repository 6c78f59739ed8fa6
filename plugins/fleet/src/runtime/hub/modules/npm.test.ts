import assert from 'node:assert/strict';
import { npmEnvironment } from './npm.ts';

describe('the environment of npm', () => {
  it('is what finds npm and its cache, and no secret of flows', () => {
    const env = { PATH: '/bin', HOME: '/root', npm_config_cache: '/cache', Path: 'C:\\npm' };
    const others = {
      PLC_PASSWORD: 'planted',
      NODE_OPTIONS: '--require x',
      MILLWRIGHT_ENROL: 'mw',
      npm_config__auth: 'x',
    };
    assert.deepEqual(npmEnvironment({ ...env, ...others }), env);
  });
});
