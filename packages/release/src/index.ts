export { releaseErrors } from './errors.ts';
