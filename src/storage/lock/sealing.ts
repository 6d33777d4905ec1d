/**
 * Seals what is written and opens what is read, between Dexie and the disk: the acts of this room know nothing of it. Rows that are
 * not sealed are read as they are, so a device that was stopped while it was being locked lies open to nobody and loses nothing.
 */
import type {
  DBCore,
  DBCoreCursor,
  DBCoreGetManyRequest,
  DBCoreGetRequest,
  DBCoreKeyRange,
  DBCoreMutateRequest,
  DBCoreMutateResponse,
  DBCoreQueryRequest,
  DBCoreTable,
  DBCoreTransaction,
  Middleware,
} from 'dexie';
import {
  aboutPiece,
  isHidden,
  isSealed,
  openBytes,
  openLabel,
  openRow,
  type Row,
  type SealedTable,
  sealBytes,
  sealedTables,
  sealRow,
} from '../../submission/index.ts';
import { type Keys, withFileKey } from './keys.ts';

export interface Sealing {
  readonly keys: Keys;
  /** seal: what is written is sealed. open: it is written as it is, because the lock is being taken off. */
  mode: 'seal' | 'open';
  /** Somebody answers, or records. */
  onAnswer(): void;
}

export const sealingName = 'sealing';

export const sealingOf = (sealing: Sealing): Middleware<DBCore> => ({
  stack: 'dbcore',
  name: sealingName,
  create(core) {
    const surveys = new Map<string, string>(); // of drafts and submissions, by their ids: that never changes
    return {
      ...core,
      table(name) {
        const table = core.table(name);
        if (name === 'mediaPieces') return piecesTable(table, sealing);
        const layout = sealedTables[name];
        return layout ? sealedTable(core, table, layout, sealing, surveys) : table;
      },
    };
  },
});

function sealedTable(
  core: DBCore,
  table: DBCoreTable,
  layout: SealedTable,
  sealing: Sealing,
  surveys: Map<string, string>,
): DBCoreTable {
  const { name } = table;
  const { keys } = sealing;
  const { hidden, owner, label } = layout;
  const isOfSurvey = owner !== undefined || layout.open?.includes('survey');
  const keyOf = ({ survey }: Row) => keys.of(isOfSurvey && survey !== undefined ? String(survey) : undefined);

  const opened = (row: Row | undefined): Row | undefined => {
    if (!row) return row;
    const { fileKey: _, ...plain } = openRow(keyOf(row), name, row);
    if (!owner && isOfSurvey) surveys.set(String(plain.id), String(plain.survey));
    return plain;
  };
  const hiddenKey = ([whose, what]: [string, string]): [string, string] => [whose, keys.hide(whose, what)];

  const seal = async (row: Row, trans: DBCoreTransaction): Promise<Row> => {
    if (!owner) {
      if (isOfSurvey) surveys.set(String(row.id), String(row.survey));
      return sealRow(keyOf(row), name, row);
    }
    const whose = String(row[owner]);
    const survey = surveys.get(whose) ?? (await surveyOf(core, whose, trans));
    if (survey !== undefined) surveys.set(whose, survey);
    const place = {
      ...(survey !== undefined && { survey }),
      ...(hidden && { [hidden]: keys.hide(whose, String(row[hidden])) }),
    };
    return sealRow(keys.of(survey), name, name === 'attachments' ? withFileKey(row, keys) : row, place);
  };

  const write = async (
    request: Extract<DBCoreMutateRequest, { type: 'add' | 'put' }>,
  ): Promise<DBCoreMutateResponse> => {
    const { trans, values } = request;
    if (hidden && owner) {
      // the same row as it lies there in the other way
      const other = (row: Row): [string, string] => [String(row[owner]), String(row[hidden])];
      const gone = values.map((row) => (sealing.mode === 'seal' ? other(row) : hiddenKey(other(row))));
      await table.mutate({ type: 'delete', trans, keys: gone });
    }
    if (sealing.mode === 'open') return table.mutate(request);
    const sealed = await Promise.all(values.map((row: Row) => seal(row, trans)));
    return table.mutate({ ...request, values: sealed });
  };

  return {
    ...table,
    mutate(request) {
      if (name === 'answers') sealing.onAnswer();
      if (request.type === 'add' || request.type === 'put') return write(request);
      if (request.type === 'delete' && hidden) {
        const others = request.keys.filter(([, what]) => !isHidden(what)).map(hiddenKey);
        return table.mutate({ ...request, keys: [...request.keys, ...others] });
      }
      return table.mutate(request);
    },
    async get(request: DBCoreGetRequest) {
      const row = hidden && (await table.get({ ...request, key: hiddenKey(request.key) }));
      return opened(row || (await table.get(request)));
    },
    async getMany(request: DBCoreGetManyRequest) {
      const rows = await table.getMany(request);
      if (!hidden) return rows.map(opened);
      const sealed = await table.getMany({ ...request, keys: request.keys.map(hiddenKey) });
      return rows.map((row, at) => opened(sealed[at] ?? row));
    },
    async query(request) {
      const by = request.query.index.name;
      if (label && by && label.includes(by)) return { result: await findBy(table, request, keyOf, opened) };
      const found = await table.query(request);
      return request.values ? { ...found, result: found.result.map(opened) } : found;
    },
    async openCursor(request) {
      const cursor = await table.openCursor(request);
      return cursor && request.values ? openedCursor(cursor, opened) : cursor;
    },
  };
}

/**
 * The survey of a draft or a submission: they are written before anything of theirs. A file whose owner is gone, and that is swept
 * tomorrow, is the device's own.
 */
async function surveyOf(core: DBCore, id: string, trans: DBCoreTransaction): Promise<string | undefined> {
  const inReach = (trans as unknown as IDBTransaction).objectStoreNames;
  for (const name of ['drafts', 'submissions']) {
    if (!inReach.contains(name)) continue;
    const row = (await core.table(name).get({ trans, key: id })) as Row | undefined;
    if (row) return String(row.survey);
  }
  return undefined;
}

/** What an index would find, were names not sealed: every name is opened, and none of the answers. */
async function findBy(
  table: DBCoreTable,
  { trans, query: { index, range }, values, limit }: DBCoreQueryRequest,
  keyOf: (row: Row) => Uint8Array,
  opened: (row: Row) => Row | undefined,
): Promise<unknown[]> {
  const everything = { index: table.schema.primaryKey, range: { type: 3 } as DBCoreKeyRange };
  const { result } = await table.query({ trans, values: true, query: everything });
  const found = (result as Row[]).flatMap((row) => {
    const named = openLabel(isSealed(row) ? keyOf(row) : new Uint8Array(), table.name, row)[
      String(index.name)
    ];
    return (Array.isArray(named) ? named : [named])
      .filter((one): one is string => typeof one === 'string' && isIn(one, range))
      .map((one) => ({ one, row }));
  });
  found.sort((a, b) => (a.one < b.one ? -1 : a.one > b.one ? 1 : 0));
  return found.slice(0, limit).map(({ row }) => (values ? opened(row) : row.id));
}

/** Dexie's kinds: 1 equal, 2 between, 3 any, 4 none. */
function isIn(text: string, { type, lower, lowerOpen, upper, upperOpen }: DBCoreKeyRange): boolean {
  if (Number(type) >= 3) return Number(type) === 3;
  const isAbove = lower === undefined || (lowerOpen ? text > lower : text >= lower);
  return isAbove && (upper === undefined || (upperOpen ? text < upper : text <= upper));
}

/** A browser's own cursor answers only for itself: what is asked of this one is asked there. */
const openedCursor = (cursor: DBCoreCursor, opened: (row: Row) => Row | undefined): DBCoreCursor =>
  Object.create(cursor, {
    key: { get: () => cursor.key },
    primaryKey: { get: () => cursor.primaryKey },
    value: { get: () => opened(cursor.value as Row) },
    continue: { value: (key?: unknown) => cursor.continue(key) },
    continuePrimaryKey: { value: (key: unknown, id: unknown) => cursor.continuePrimaryKey(key, id) },
    advance: { value: (count: number) => cursor.advance(count) },
  });

interface Piece {
  readonly hash: string;
  readonly at: number;
  readonly bytes: ArrayBuffer;
  readonly sealed?: true;
}

/** The bytes of files, each sealed with its file's key. */
function piecesTable(table: DBCoreTable, sealing: Sealing): DBCoreTable {
  const { keys } = sealing;
  const seal = (piece: Piece): Piece => {
    const { hash, at, bytes } = piece;
    const sealed = sealBytes(keys.file(hash), new Uint8Array(bytes), aboutPiece(hash, at));
    return { ...piece, bytes: bufferOf(sealed), sealed: true };
  };
  const opened = (piece: Piece | undefined): Piece | undefined => {
    if (!piece?.sealed) return piece;
    const { hash, at, bytes } = piece;
    const plain = openBytes(keys.file(hash), new Uint8Array(bytes), aboutPiece(hash, at));
    return { hash, at, bytes: bufferOf(plain) };
  };
  return {
    ...table,
    mutate(request) {
      sealing.onAnswer();
      if (sealing.mode === 'open' || (request.type !== 'add' && request.type !== 'put'))
        return table.mutate(request);
      return table.mutate({ ...request, values: request.values.map(seal) });
    },
    get: async (request) => opened(await table.get(request)),
    getMany: async (request) => (await table.getMany(request)).map(opened),
    async query(request) {
      const found = await table.query(request);
      return request.values ? { ...found, result: found.result.map(opened) } : found;
    },
  };
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
