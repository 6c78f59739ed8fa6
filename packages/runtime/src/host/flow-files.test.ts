import assert from 'node:assert/strict';
import { runtimeErrors } from '../errors.ts';
import { flowFilesOf, type Surroundings } from './flow-files.ts';

const around: Surroundings = {
  settings: {},
  userDirectory: '/home/ana/.node-red',
  workingDirectory: '/srv',
  hostName: 'press-3',
  major: 5,
  exists: () => false,
};
const flowsOf = (settings: object, others: Partial<Surroundings> = {}) =>
  flowFilesOf({ ...around, settings: { ...settings }, ...others }).flows;

describe('the files of Node-RED', () => {
  it('are where its own storage looks for them', () => {
    assert.equal(flowsOf({}), '/home/ana/.node-red/flows_press-3.json');
    assert.equal(flowsOf({ flowFile: 'flows.json' }), '/home/ana/.node-red/flows.json');
    assert.equal(flowsOf({ flowFile: '/data/line.json' }), '/data/line.json');
    assert.equal(flowsOf({ flowFile: './line.json' }), '/srv/line.json');
    const inWorkingDirectory = (path: string) => path === '/srv/flows.json';
    assert.equal(flowsOf({ flowFile: 'flows.json' }, { exists: inWorkingDirectory }), '/srv/flows.json');
  });

  it('of credentials lie in the user directory, since Node-RED 5 also beside the flows', () => {
    const settings = { flowFile: '/data/line.json' };
    const credentialsOf = (others: Partial<Surroundings>) =>
      flowFilesOf({ ...around, settings, ...others }).credentials;
    assert.equal(credentialsOf({}), '/data/line_cred.json');
    assert.equal(credentialsOf({ exists: () => true }), '/home/ana/.node-red/line_cred.json');
    assert.equal(credentialsOf({ major: 4 }), '/home/ana/.node-red/line_cred.json');
  });

  it('are not there with Projects, a storage module, or a read-only instance', () => {
    const refused: [object, string][] = [
      [{ editorTheme: { projects: { enabled: true } } }, 'projects'],
      [{ storageModule: {} }, 'storage-module'],
      [{ readOnly: true }, 'read-only'],
    ];
    for (const [settings, where] of refused)
      assert.throws(
        () => flowsOf(settings),
        (error) => {
          assert.ok(runtimeErrors.flowsElsewhere.is(error));
          assert.deepEqual(error.details, { where });
          return true;
        },
      );
    assert.ok(flowsOf({ storageModule: 'localfilesystem', editorTheme: { projects: { enabled: false } } }));
  });
});
