export { type LoadablePackage, loadablePackages, readLoadable } from './build/loadable.ts';
export { buildPackage } from './build/package.ts';
