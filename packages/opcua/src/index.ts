export { opcuaErrors } from './errors.ts';
