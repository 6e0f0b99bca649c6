/** SQLite compiled to WebAssembly; the package brings no types. */
declare module 'sql.js' {
  interface Statement {
    bind(values: unknown): void;
    step(): boolean;
    getAsObject(): Record<string, unknown>;
    free(): void;
  }
  class Database {
    prepare(text: string): Statement;
    exec(text: string): void;
    close(): void;
  }
  export default function initSqlJs(): Promise<{ Database: typeof Database }>;
}
