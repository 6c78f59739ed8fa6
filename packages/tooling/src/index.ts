export { type LoadablePackage, loadablePackages, readLoadable } from '@millwright/testing';
export { buildPackage } from './build/package.ts';
export { casesIn, packs, readCases, readmeOf } from './conformance/cases.ts';
export { publishedIn, rowsIn } from './conformance/table.ts';
export { DemoPalletiser, palletiserCommands, palletiserUrl } from './demo/palletiser.ts';
export { scaffoldPlugin } from './scaffold/plugin.ts';
export { areas } from './test/areas.ts';
export { inLanes } from './test/lanes.ts';
