/// <reference types="vite/client" />
declare const __APP_VERSION__: string;

/** The address of the desk's worker (`vite.config.ts`). */
declare module 'virtual:desk-worker' {
  const address: string;
  export default address;
}

/** The address of the worker that sends (`src/sender.ts`). */
declare module 'virtual:sender-worker' {
  const address: string;
  export default address;
}
