import assert from 'node:assert/strict';
import { mayBeWithin, pathOf, rootOf } from './paths.ts';

describe('a path of the node side', () => {
  it('is within another one, however it is written', () => {
    for (const path of [
      '/dashboard',
      '/dashboard/',
      '/dashboard/page1',
      '//dashboard',
      '/Dashboard/PAGE1',
      '/%64ashboard',
      '/%2564ashboard/x',
      '/dashboard%2fpage1',
      '/dashboard/..%2f',
      '/dashboard/../flows',
      '/x/../dashboard',
      '/./dashboard',
      '/x/%2e%2e/dashboard',
      '\\dashboard',
      '/dashboard\\page1',
      '/dashboard/socket.io/',
      'dashboard',
      '/%64%61shboard/%zz',
    ])
      assert.ok(mayBeWithin(path, '/dashboard'), path);
  });

  it('is not where it only begins alike, or is about something else', () => {
    for (const path of [
      '/',
      '/dashboards',
      '/dashboard2/x',
      '/x/dashboard',
      '/hello',
      '/dash/board',
      '/%',
      '',
    ])
      assert.equal(mayBeWithin(path, '/dashboard'), false, path);
  });

  it('is within the root of all, and within a longer one only there', () => {
    assert.ok(mayBeWithin('/anything', ''));
    assert.ok(mayBeWithin('/api/dashboard/x', '/api/dashboard'));
    assert.equal(mayBeWithin('/dashboard', '/api/dashboard'), false);
  });

  it('is read from an address as it came', () => {
    assert.equal(pathOf('/a/b?c=/d'), '/a/b');
    assert.equal(pathOf('http://host:1880/dashboard/x?y'), '/dashboard/x');
    assert.equal(pathOf('http://host'), '/');
    assert.equal(pathOf('//host/x'), '//host/x');
    assert.equal(pathOf('/a#b'), '/a');
  });

  it('has a root as settings have it', () => {
    assert.equal(rootOf('/'), '');
    assert.equal(rootOf('/api/'), '/api');
    assert.equal(rootOf('api'), '/api');
    assert.equal(rootOf(undefined), '');
  });
});
