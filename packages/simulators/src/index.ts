export {
  type Area,
  type FillerTag,
  fillerPoints,
  fillerPort,
  fillerUnit,
  type Point,
} from './plant/filler-map.ts';
