/** Which builds of the app a device keeps. Decisions only: `worker.ts` does what they say. */

/** One file of a build; `revision` where its name does not tell its content. */
export interface BuildFile {
  readonly url: string;
  readonly revision: string | null;
  readonly integrity: string;
}

/** What this device knows of the builds that have run here. Kept in a cache of its own. */
export interface Register {
  /** In the order in which they became active, newest last. */
  readonly builds: readonly string[];
  /** The build that each page was served from, and when, by the page's client id. */
  readonly pages: Readonly<Record<string, { readonly build: string; readonly at: number }>>;
  /** Parts of the app that a questionnaire on this device needs, whatever the build. Absent in registers of older builds. */
  readonly parts?: readonly string[];
}

export const emptyRegister: Register = { builds: [], pages: {} };

const prefix = 'rintis-build-';

/** The cache of a build's own files: complete, or the build is never used. */
export const shellCacheOf = (build: string): string => `${prefix}${build}-shell`;

/** The cache of what came later: parts that a questionnaire needs, and chunks that only a coordinator does. */
export const laterCacheOf = (build: string): string => `${prefix}${build}-later`;

/** Questionnaires by their content hash: any build may use them. */
export const questionnaireCache = 'rintis-questionnaires';

export const registerCache = 'rintis-register';

/** The register once a build is active. */
export const withBuild = ({ builds, ...rest }: Register, build: string): Register => ({
  ...rest,
  builds: [...builds.filter((one) => one !== build), build],
});

/** The register once a page has said that it needs a part of the app. */
export const withPart = (register: Register, part: string): Register => ({
  ...register,
  parts: [...new Set([...(register.parts ?? []), part])],
});

/** The register once a page was served. */
export const withPage = (register: Register, page: string, build: string, at: number): Register => ({
  ...register,
  pages: { ...register.pages, [page]: { build, at } },
});

const stillOpening = 60_000; // a page is not among the open ones until it has its first bytes

/** The register without what is over: pages that were closed, builds that nobody needs any more. */
export function tidied(register: Register, openPages: readonly string[], now: number): Register {
  const pages = Object.fromEntries(
    Object.entries(register.pages).filter(
      ([page, { at }]) => openPages.includes(page) || now - at < stillOpening,
    ),
  );
  const used = new Set(Object.values(pages).map(({ build }) => build));
  const { builds } = register;
  return {
    ...register,
    pages,
    builds: builds.filter((build, at) => at >= builds.length - 2 || used.has(build)),
  };
}

/**
 * The caches to drop, by a tidied register: those of builds that are not in it. While a newer worker installs or waits, a
 * cache that nobody knows is its own, and stays.
 */
export const cachesToDrop = (
  names: readonly string[],
  { builds }: Register,
  newerUnderWay: boolean,
  before: Register,
): string[] =>
  names.filter((name) => {
    if (!name.startsWith(prefix) || builds.some((build) => isOf(name, build))) return false;
    return !newerUnderWay || before.builds.some((build) => isOf(name, build));
  });

/** The files of a build that this device must have: the shell, and the parts that its questionnaires need. */
export const filesOfParts = (
  parts: Readonly<Record<string, readonly BuildFile[]>>,
  { parts: needed = [] }: Register,
): BuildFile[] => needed.flatMap((part) => parts[part] ?? []);

/** The files of a build that are not there: an install that leaves any has failed. */
export const missingFiles = (files: readonly BuildFile[], cachedPaths: ReadonlySet<string>): string[] =>
  files.map(({ url }) => url).filter((url) => !cachedPaths.has(url));

const isOf = (name: string, build: string): boolean =>
  name === shellCacheOf(build) || name === laterCacheOf(build);
