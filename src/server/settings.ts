/** What the one who starts the server may set, from the environment. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTrusted, type Trusted } from './address.ts';
import { type Distribution, distributions } from './store/index.ts';

export interface Settings {
  readonly port: number;
  /** Without one, every address of this machine. */
  readonly host: string | undefined;
  readonly dataDir: string;
  /** Where files of submissions lie. Processes that share a database share this folder, too. */
  readonly mediaDir: string;
  /** Bytes of one file, where less than usual is wanted. */
  readonly mostMedia: number | undefined;
  readonly databaseUrl: string | undefined;
  /** Where the database is spread over several machines: how. */
  readonly distribution: Distribution | undefined;
  /** Where people reach it: with https, cookies and transport are held to it. */
  readonly publicUrl: URL | null;
  /** Proxies whose `X-Forwarded-For` counts; 0 for none. */
  readonly trustedProxies: Trusted;
  /** The built client. */
  readonly dist: string;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_URL, DISTRIBUTED, MEDIA_DIR, MEDIA_MOST_MB } = env;
  const trustedProxies = readTrusted(env.TRUST_PROXY || '0');
  if (trustedProxies === null)
    throw new Error(`TRUST_PROXY is neither a number of proxies nor their networks: ${env.TRUST_PROXY}`);
  const port = Number(PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is no port: ${PORT}`);
  if (PUBLIC_URL && !URL.canParse(PUBLIC_URL)) throw new Error(`PUBLIC_URL is no URL: ${PUBLIC_URL}`);
  const megabytes = MEDIA_MOST_MB ? Number(MEDIA_MOST_MB) : undefined;
  if (megabytes !== undefined && !(megabytes > 0))
    throw new Error(`MEDIA_MOST_MB is no number of megabytes: ${MEDIA_MOST_MB}`);
  const dataDir = resolve(DATA_DIR || 'data');
  const distribution = distributions.find((name) => name === DISTRIBUTED);
  if (DISTRIBUTED && !distribution)
    throw new Error(`DISTRIBUTED is none of ${distributions.join(', ')}: ${DISTRIBUTED}`);
  return {
    port,
    host: HOST || undefined,
    dataDir,
    mediaDir: resolve(MEDIA_DIR || join(dataDir, 'media')),
    mostMedia: megabytes && megabytes * 1024 * 1024,
    databaseUrl: DATABASE_URL || undefined,
    distribution,
    publicUrl: PUBLIC_URL ? new URL(PUBLIC_URL) : null,
    trustedProxies,
    dist: fileURLToPath(new URL('../../dist', import.meta.url)),
  };
}
