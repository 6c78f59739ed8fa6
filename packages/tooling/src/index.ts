export { type LoadablePackage, loadablePackages, readLoadable } from '@millwright/testing';
export { buildPackage } from './build/package.ts';
export { scaffoldPlugin } from './scaffold/plugin.ts';
export { inLanes } from './test/lanes.ts';
