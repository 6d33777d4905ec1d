/** What every browser can be made to do, in the few words that all three protocols share. `person.ts` builds on this. */

export type BrowserName = 'chromium' | 'firefox' | 'webkit';
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Keys that are pressed by name; any other string is a character. */
export type Key =
  | 'Tab'
  | 'Shift+Tab'
  | 'Enter'
  | 'Space'
  | 'Escape'
  | 'Backspace'
  | 'ArrowDown'
  | 'ArrowUp'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'Home'
  | 'End';

/** How a person likes their browser. */
export interface Habits {
  /** BCP 47 tag of the browser's language. */
  readonly language: string;
  readonly colours: 'light' | 'dark';
  readonly size: Size;
  /** The browser is told to let pages keep nothing. */
  readonly keepsNothing: boolean;
  /** A microphone and a camera that hear and see a test picture, and are allowed. Absent in WebKit. */
  readonly pretendsDevices: boolean;
  /** A folder of this person's own: what the browser remembers is kept there. */
  readonly profile: string;
}

/** One open page. Every input is a real one: it goes the way that a finger's or a keyboard's goes. */
export interface Tab {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of a JavaScript expression in the page (promises awaited), as plain JSON. */
  run(expression: string): Promise<unknown>;
  tap(x: number, y: number): Promise<void>;
  press(key: Key): Promise<void>;
  write(text: string): Promise<void>;
  /** The file that a person would choose in the system's own window, which no test can see. */
  giveFile(input: string, path: string): Promise<void>;
  shot(): Promise<Buffer>;
  /** Absent where the engine decides at its start. */
  readonly prefer?: (colours: 'light' | 'dark') => Promise<void>;
  /** Its process is gone, as when the system needs the memory. Absent where the engine does not do it on demand. */
  readonly crash?: () => Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: BrowserName;
  readonly version: string;
  newTab(): Promise<Tab>;
  /** Whether a new start with the same profile finds what was kept before. */
  readonly remembers: boolean;
  /** Absent where the engine cannot cut the network: there the server is stopped instead. */
  readonly network?: (on: boolean) => Promise<void>;
  /** The battery is pulled: no goodbye of any kind. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a browser with a person's habits. */
export type Launch = (browser: FoundBrowser, habits: Habits) => Promise<Engine>;

/** A browser on this machine, and how it is spoken to. */
export interface FoundBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** `own`: as the machine has it; `playwright`: Playwright's own download. */
  readonly source: 'own' | 'playwright';
  readonly binary: string;
  /** WebKit's driver, which starts the binary. */
  readonly driver?: string;
}
