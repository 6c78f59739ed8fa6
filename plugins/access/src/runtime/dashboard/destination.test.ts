import assert from 'node:assert/strict';
import { destinationOf } from './destination.ts';

describe('where a log-in leads back to', () => {
  it('is a path of this server, with what was asked', () => {
    assert.equal(destinationOf('/dashboard/page?x=1#y', ''), '/dashboard/page?x=1#y');
    assert.equal(destinationOf('/api/dashboard', '/api'), '/api/dashboard');
    assert.equal(destinationOf('/api', '/api'), '/api');
  });

  it('is nowhere else, however it is written', () => {
    for (const to of [
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '/.//evil.example',
      '/x/..//evil.example',
      '/%2e//evil.example',
      'https://evil.example/dashboard',
      'javascript:alert(1)',
      '/\t/evil.example',
      '/\n//evil.example',
      ' //evil.example',
      'dashboard',
      '',
      undefined,
      7,
      `/${'x'.repeat(3000)}`,
    ])
      assert.equal(destinationOf(to, ''), undefined, String(to));
  });

  it('is below the root of the node side', () => {
    for (const to of ['/', '/admin', '/apix', '/api/../admin', '/api/%2e%2e/admin'])
      assert.equal(destinationOf(to, '/api'), undefined, to);
  });
});
