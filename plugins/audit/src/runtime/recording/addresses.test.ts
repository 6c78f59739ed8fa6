import assert from 'node:assert/strict';
import { plainModule, plainPath } from './addresses.ts';

describe('addresses in what is recorded', () => {
  const modules: readonly (readonly [string, string])[] = [
    ['node-red-node-ping', 'node-red-node-ping'],
    ['@plant/nodes@1.2.3', '@plant/nodes@1.2.3'],
    ['ping@npm:other@1.0.0', 'ping@npm:other@1.0.0'],
    ['https://host/x.tgz?odd=s3cret', 'https://host/x.tgz'],
    ['git+https://host/x.git#s3cret', 'git+https://host/x.git'],
    ['x@https://ana:p@ss@host/x.tgz', 'x@https://***@host/x.tgz'],
    ['ana:s3cret@host:x.git', '***@host:x.git'],
    ['git@host:x.git', 'git@host:x.git'],
  ];
  for (const [given, plain] of modules)
    it(`a module given as ${given} is ${plain}`, () => assert.equal(plainModule(given), plain));

  const paths: readonly (readonly [string, string])[] = [
    ['/nodes/@plant%2fnodes', '/nodes/@plant%2fnodes'],
    ['/context/global/100%', '/context/global/100%'],
    ['/nodes/https%3A%2F%2Fu%3As3cret%40h%2Fx', '/nodes/https%3A%2F%2F***%40h%2Fx'],
    ['/nodes/https%253A%252F%252Fh%252Fx%253Fodd%253Ds3cret', '/nodes/https%3A%2F%2Fh%2Fx'],
    ['/nodes/ana%3As3cret%40host%3Ax.git', '/nodes/***%40host%3Ax.git'],
    ['/library/local/flows/x%3Fpassword%3Ds3cret/y', '/library/local/flows/x%3Fpassword%3D***/y'],
  ];
  for (const [given, plain] of paths)
    it(`the path ${given} is ${plain}`, () => assert.equal(plainPath(given), plain));
});
