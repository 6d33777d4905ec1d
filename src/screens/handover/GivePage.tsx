import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import { type HandOverChoice, type HandOverPlan, surveysWithWork } from '../../storage/index.ts';
import type { Survey } from '../../submission/index.ts';
import type { Device } from '../device.ts';
import { planGiving } from './acts.ts';
import { Inside } from './Inside.tsx';
import { Maker } from './Maker.tsx';

/** Another device, or the coordinator, gets what is here of one survey. */
export function GivePage({ device }: { device: Device }) {
  const { t, language } = useText();
  const [surveys, setSurveys] = useState<Survey[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const id = useId();
  useEffect(() => {
    const look = async () => {
      const ids = await surveysWithWork(device.db);
      setSurveys((await device.db.surveys.bulkGet(ids)).flatMap((one) => one ?? []));
    };
    void look();
  }, [device.db]);
  if (!surveys) return null;
  const survey = surveys.find((one) => one.id === chosen) ?? surveys[0];
  if (!survey) return <p class="quiet">{t('handOver.nothing')}</p>;
  return (
    <>
      {surveys.length > 1 && (
        <div class="asked">
          <label for={id}>{t('handOver.survey')}</label>
          <select
            id={id}
            class="field"
            value={survey.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {surveys.map(({ id, title, defaultLanguage }) => (
              <option key={id} value={id}>
                {inWords(title, language, [defaultLanguage]).text}
              </option>
            ))}
          </select>
        </div>
      )}
      {survey.handOverTo ? (
        <Giving key={survey.id} device={device} survey={survey.id} recipient={survey.handOverTo} />
      ) : (
        <p class="wish">{t('handOver.noKey')}</p>
      )}
    </>
  );
}

const choices: readonly HandOverChoice[] = ['unreceived', 'all'];

function Giving({ device, survey, recipient }: { device: Device; survey: string; recipient: string }) {
  const { t } = useText();
  const [choice, setChoice] = useState<HandOverChoice>('unreceived');
  const [plan, setPlan] = useState<HandOverPlan | null>(null);
  const id = useId();
  useEffect(() => {
    let left = false;
    setPlan(null);
    void planGiving(device.db, survey, choice).then((made) => !left && setPlan(made));
    return () => {
      left = true;
    };
  }, [device.db, survey, choice]);
  const isEmpty = plan && plan.counts.drafts + plan.counts.submissions === 0;
  return (
    <>
      <fieldset class="asked">
        <legend>{t('handOver.what')}</legend>
        <div class="choices">
          {choices.map((one) => (
            <label class="choice" key={one}>
              <input type="radio" name={id} checked={choice === one} onChange={() => setChoice(one)} />
              {t(`handOver.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {plan && !isEmpty && <Inside counts={plan.counts} bytes={plan.counts.bytes + plan.letters} />}
      {isEmpty && <p class="quiet">{t('handOver.nothing')}</p>}
      {plan && !isEmpty && (
        <Maker key={choice} device={device} plan={plan} sealing={{ recipient }}>
          <p>{t('handOver.who')}</p>
        </Maker>
      )}
    </>
  );
}
