import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { installModule, npmReason, removeModule } from './palette.ts';

const failed = `npm error code E404
npm error 404 Not Found - GET https://ana:secret@registry.example/pumps - not found
npm error 404
npm error 404  'pumps@1.0.0' is not in this registry.
npm error 404
npm error 404 Note that you can also install from a
npm error 404 tarball, folder, http url, or git folder.
npm error A complete log of this run can be found in: /home/ana/.npm/_logs/debug-0.log
`;

describe('installing and removing modules', () => {
  it('says why npm did not do it, without log-ins and files', () => {
    assert.equal(npmReason(failed), 'Not Found - GET https://registry.example/pumps - not found (E404)');
    const offline = `npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to https://registry.example/pumps failed, reason: getaddrinfo ENOTFOUND registry.example
npm error network This is a problem related to network connectivity.
`;
    assert.equal(
      npmReason(offline),
      'request to https://registry.example/pumps failed, reason: getaddrinfo ENOTFOUND registry.example (ENOTFOUND)',
    );
    assert.equal(
      npmReason(
        'npm error code 1\nnpm error path /x\nnpm error command failed\nnpm error command sh -c make\n',
      ),
      'command failed (1)',
    );
    assert.equal(npmReason('npm warn deprecated pumps\n'), undefined);
    assert.equal(npmReason(`npm error ${'x'.repeat(1000)}`)?.length, 400);
  });

  it('hears what npm prints meanwhile, and only then', async () => {
    const events = new EventEmitter();
    const tell = (text: string) => events.emit('event-log', { payload: { type: 'err', data: text } });
    const call = async () => {
      tell(failed);
      throw new Error('Install failed');
    };
    await assert.rejects(
      installModule({ events, call, isLoaded: () => false }, { name: 'pumps', version: '1.0.0' }),
      {
        code: 'runtime.not-installed',
        message: /^pumps 1\.0\.0 could not be installed: Not Found - GET .*E404/,
      },
    );
    const silent = () => Promise.reject(new Error('Type in use: pump'));
    await assert.rejects(removeModule({ events, call: silent }, 'pumps'), {
      code: 'runtime.not-removed',
      message: 'pumps could not be removed: Type in use: pump',
    });
    assert.equal(events.listenerCount('event-log'), 0);
  });

  it('says whether Node-RED has to be restarted', async () => {
    const events = new EventEmitter();
    const install = (answer: object, loaded = false) =>
      installModule(
        { events, call: async () => answer, isLoaded: () => loaded },
        { name: 'pumps', version: '1.0.0' },
      );
    assert.deepEqual(await install({ nodes: [] }), { restartNeeded: false });
    assert.deepEqual(await install({ nodes: [] }, true), { restartNeeded: true });
    assert.deepEqual(await install({ pending_version: '1.0.0' }), { restartNeeded: true });
  });
});
