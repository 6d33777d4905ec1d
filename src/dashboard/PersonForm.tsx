import { useId, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { inWords } from '../questionnaire/index.ts';
import { type Person, PersonName, Role, type SurveySummary } from '../submission/index.ts';

export const blankPerson: Person = { name: '', role: 'coordinator', surveys: '*' };

/** Who somebody is, what they may do, and where. A name stays: with it somebody signs in. */
export function PersonForm({
  person,
  surveys,
  onSave,
  onCancel,
}: {
  person: Person;
  surveys: readonly SurveySummary[];
  onSave(person: Person): Promise<void>;
  onCancel?: () => void;
}) {
  const { t, language } = useText();
  const [wish, setWish] = useState(person);
  const [isWorking, setWorking] = useState(false);
  const [isBlank, setBlank] = useState(false);
  const id = useId();
  const isNew = person.name === '';
  const chosen = wish.surveys === '*' ? [] : wish.surveys;

  const save = async () => {
    const name = wish.name.trim();
    setBlank(!PersonName.safeParse(name).success);
    if (isWorking || !PersonName.safeParse(name).success) return;
    setWorking(true);
    await onSave({ ...wish, name });
    setWorking(false);
  };
  const toggle = (survey: string) =>
    setWish((before) => ({
      ...before,
      surveys: chosen.includes(survey) ? chosen.filter((one) => one !== survey) : [...chosen, survey],
    }));
  return (
    <form
      class="wishes"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {isNew && (
        <div class="asked">
          <label for={`${id}name`}>{t('coordinator.name')}</label>
          <input
            class="field"
            id={`${id}name`}
            autocomplete="off"
            value={wish.name}
            aria-invalid={isBlank}
            aria-describedby={isBlank ? `${id}why` : undefined}
            onInput={({ currentTarget: { value } }) => setWish((before) => ({ ...before, name: value }))}
          />
          {isBlank && (
            <p id={`${id}why`} class="problem" role="alert">
              {t('people.nameWanted')}
            </p>
          )}
        </div>
      )}
      <fieldset class="asked">
        <legend>{t('people.roleLabel')}</legend>
        <div class="choices">
          {Role.options.map((role) => (
            <label key={role} class="choice">
              <input
                type="radio"
                name={`${id}role`}
                checked={wish.role === role}
                onChange={() => setWish((before) => ({ ...before, role }))}
              />
              <span>
                {t(`people.role.${role}`)}
                <br />
                <span class="small quiet">{t(`people.may.${role}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset class="asked">
        <legend>{t('coordinator.surveys')}</legend>
        <div class="choices">
          <label class="choice">
            <input
              type="checkbox"
              checked={wish.surveys === '*'}
              onChange={({ currentTarget: { checked } }) =>
                setWish((before) => ({ ...before, surveys: checked ? '*' : [] }))
              }
            />
            {t('people.allSurveys')}
          </label>
          {wish.surveys !== '*' &&
            surveys.map((survey) => (
              <label key={survey.id} class="choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(survey.id)}
                  onChange={() => toggle(survey.id)}
                />
                {inWords(survey.title, language, [survey.defaultLanguage]).text}
              </label>
            ))}
        </div>
      </fieldset>
      <div class="buttons">
        <button type="submit" class="button main" aria-disabled={isWorking}>
          {isWorking ? t('coordinator.working') : t(isNew ? 'people.add' : 'people.save')}
        </button>
        {onCancel && (
          <button type="button" class="button plain" onClick={onCancel}>
            {t('coordinator.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
