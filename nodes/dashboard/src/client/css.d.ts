/** A style sheet of a library, as text. */
declare module '*.css' {
  const rules: string;
  export default rules;
}
