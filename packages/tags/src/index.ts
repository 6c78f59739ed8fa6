export {
  type ByteOrder,
  byteOrders,
  bytesOf,
  type TagType,
  type TagValue,
  tagTypes,
  type WordType,
  wordTypes,
} from './types.ts';
