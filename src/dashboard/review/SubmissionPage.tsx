import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import type { Line } from '../../review/index.ts';
import type { Remark } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { useMay } from '../who.tsx';
import type { Trouble } from '../wire.ts';
import { Answers } from './Answers.tsx';
import { Deciding } from './Deciding.tsx';
import { Fork } from './Fork.tsx';
import { does, lines, type ToDo } from './office.ts';
import { Past } from './Past.tsx';
import type { OfSurvey } from './ReviewPages.tsx';
import { type Dossier, openDossier, readIn, tipsOf } from './reading.ts';
import { flagReason, momentWords } from './wording.ts';

/** One submission as the respondent saw it, what was noticed about it and happened to it, and what can be done with it. */
export function SubmissionPage({ id, survey, moved, onSignedOut }: OfSurvey & { id: string }) {
  const { t } = useText();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` is the wish to see it anew
  const question = useCallback(async () => {
    const dossier = await openDossier(id);
    if (!dossier.ok) return dossier;
    const found = await lines(survey.id, { search: id }, null);
    if (!found.ok) return found;
    return { ok: true, value: { dossier: dossier.value, line: found.value.lines[0] ?? null } } as const;
  }, [id, survey.id, times]);
  const asked = useAsked(question);
  const [said, setSaid] = useState('');
  return (
    <>
      <p class="unseen" role="status">
        {said}
      </p>
      <WhenHere asked={asked} title={t('reviewing.one')} onSignedOut={onSignedOut}>
        {({ dossier, line }) => (
          <One
            dossier={dossier}
            line={line}
            moved={moved || times > 0}
            onDo={async (wish) => {
              const done = await does(id, wish);
              if (!done.ok && done.trouble === 'not-signed-in') onSignedOut();
              if (!done.ok) return done.trouble;
              setSaid(t('reviewing.done'));
              setTimes((before) => before + 1);
              return null;
            }}
          />
        )}
      </WhenHere>
    </>
  );
}

function One({
  dossier,
  line,
  moved,
  onDo,
}: {
  dossier: Dossier;
  line: Line | null;
  moved: boolean;
  onDo(wish: ToDo): Promise<Trouble | null>;
}) {
  const { t, day, time, language } = useText();
  const may = useMay();
  const { history, survey } = dossier;
  const [revision, setRevision] = useState(history.current);
  const shown = history.revisions.find((it) => it.revision === revision) ?? history.revisions.at(-1);
  const submission = shown?.submission ?? null;
  const [spoken, setSpoken] = useState(submission?.language ?? language);
  const [comments, setComments] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => setRevision(history.current), [history]);
  const interview = useMemo(
    () => submission && readIn(dossier, submission, spoken),
    [dossier, submission, spoken],
  );
  const base = history.revisions.find(({ hash }) => hash === shown?.basedOn)?.submission ?? null;
  const before = useMemo(() => base && readIn(dossier, base, spoken), [dossier, base, spoken]);
  const branches = useMemo(
    () =>
      history.standing !== 'forked'
        ? []
        : tipsOf(history).flatMap((tip) => {
            const of = history.revisions.find((it) => it.revision === tip)?.submission;
            const read = of && readIn(dossier, of, spoken);
            return read ? [{ revision: tip, interview: read }] : [];
          }),
    [dossier, history, spoken],
  );
  const state = line?.state ?? history.standing;
  const flags = line?.flags ?? [];
  const flagged = new Set(flags.flatMap(({ about = [] }) => about));
  const isOpen =
    revision === history.current && may('return') && !['forked', 'withdrawn', 'aside'].includes(state);
  const remarks: Remark[] = [...comments].flatMap(([at, text]) =>
    text.trim() ? [{ at, text: text.trim() }] : [],
  );
  const sent = new Map((history.remarks ?? []).map(({ at, text }) => [at, text]));
  const write = (at: string, text: string | null) =>
    setComments((written) => {
      const next = new Map(written);
      text === null ? next.delete(at) : next.set(at, text);
      return next;
    });
  return (
    <>
      <Heading text={t('reviewing.oneOf', { code: shown?.code ?? '' })} moved={moved} />
      <dl class="facts">
        <div>
          <dt>{t('reviewing.column.state')}</dt>
          <dd>
            <strong>{t(`reviewing.state.${state}`)}</strong>
          </dd>
        </div>
        {history.comment && (
          <div class="whole">
            <dt>{t(history.standing === 'aside' ? 'reviewing.reason' : 'reviewing.comment')}</dt>
            <dd>{history.comment}</dd>
          </div>
        )}
        <div>
          <dt>{t('reviewing.column.received')}</dt>
          <dd>{shown && momentWords({ day, time }, shown.receivedAt)}</dd>
        </div>
        {submission && (
          <div>
            <dt>{t('results.mode')}</dt>
            <dd>{t(`results.modes.${submission.mode}`)}</dd>
          </div>
        )}
      </dl>
      {flags.length > 0 && (
        <section class="desk-card" aria-labelledby="flags">
          <h2 id="flags">{t('reviewing.flagsTitle')}</h2>
          <ul class="flags">
            {flags.map((flag) => (
              <li key={flag.flag}>
                <strong>{t(`reviewing.flag.${flag.flag}`)}</strong>: {flagReason({ t, language }, flag)}
              </li>
            ))}
          </ul>
          <p class="quiet small">{t('reviewing.flagsText')}</p>
        </section>
      )}
      {branches.length > 1 && (
        <Fork
          branches={branches}
          {...(may('decide') && {
            onResolve: (chosen: number) => void onDo({ kind: 'resolve', revision: chosen }),
          })}
        />
      )}
      {submission && interview ? (
        <section class="desk-card" aria-labelledby="answers">
          <h2 id="answers">{t('reviewing.answers')}</h2>
          <div class="filter-row">
            <div class="asked">
              <label for="spoken">{t('language.label')}</label>
              <select
                id="spoken"
                class="field"
                value={spoken}
                onChange={({ currentTarget: { value } }) => setSpoken(value)}
              >
                {survey.languages.map((tag) => (
                  <option key={tag} value={tag} lang={tag}>
                    {nameOf(tag)}
                    {tag === submission.language ? ` (${t('reviewing.asAnswered')})` : ''}
                  </option>
                ))}
              </select>
            </div>
            {history.revisions.length > 1 && (
              <div class="asked">
                <label for="revision">{t('reviewing.column.revision')}</label>
                <select
                  id="revision"
                  class="field"
                  value={revision}
                  onChange={({ currentTarget: { value } }) => setRevision(Number(value))}
                >
                  {history.revisions.map(({ revision: number }) => (
                    <option key={number} value={number}>
                      {t('reviewing.revision', { number })}
                      {number === history.current ? ` (${t('reviewing.counts')})` : ''}
                    </option>
                  ))}
                </select>
              </div>
            )}
          </div>
          <div lang={spoken}>
            <Answers
              interview={interview}
              before={before}
              submission={submission}
              flagged={flagged}
              comments={isOpen ? comments : sent}
              {...(isOpen && { onComment: write })}
            />
          </div>
        </section>
      ) : (
        <p class="note">{t('reviewing.erased')}</p>
      )}
      {state !== 'withdrawn' && (
        <Deciding
          state={state}
          remarks={remarks}
          onDo={async (wish) => {
            const trouble = await onDo(wish);
            if (!trouble) setComments(new Map());
            return trouble;
          }}
        />
      )}
      <Past history={history} />
    </>
  );
}
