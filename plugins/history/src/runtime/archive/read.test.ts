import assert from 'node:assert/strict';
import { divideFlows } from '@millwright/flows';
import { describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { archiveForEach, flows, node, tab } from './archive.fixture.ts';

describe('reading versions', () => {
  const archive = archiveForEach();

  it('tells a version that is not as it was kept, and leaves the others', async () => {
    await archive.keep(flows('one'));
    await archive.keep(divideFlows([tab, node('one'), { id: 'c', type: 'mqtt-broker' }]));
    await archive.close();
    archive.file((database) =>
      database.exec(
        "update version set parts = '[' || (select max(id) from content where id in (select value from json_each(parts))) || ']' where number = 2",
      ),
    );
    await archive.reopen();
    await assert.rejects(archive.handlers.read(2), historyErrors.versionDamaged.is);
    await archive.handlers.read(1);
  });
});
