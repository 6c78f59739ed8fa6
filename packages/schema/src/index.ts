export {
  CodedError,
  type CodedErrorFields,
  defineErrors,
  type ErrorAnswer,
  type ErrorDeclaration,
  type ErrorFactory,
  type ErrorFamily,
  type ErrorRow,
  type ErrorTable,
  isCodedError,
  listErrors,
} from './error.ts';
