import { useText } from '../i18n/index.ts';
import type { ChoiceShown } from '../questionnaire/index.ts';
import { arrangement } from './appearance.ts';
import { MediaShown, WithMedia } from './MediaShown.tsx';
import type { ControlProps } from './props.ts';
import { PlainWords } from './Words.tsx';

/** Several choices. They are kept in the order of the list, whatever the order of choosing, as ODK Web Forms does. */
export function ManyControl({ asked, onAnswer }: ControlProps) {
  const { t } = useText();
  const chosen = new Set(Array.isArray(asked.answer) ? asked.answer : []);
  const turn = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onAnswer(
      next.size === 0 ? null : asked.choices.filter((it) => next.has(it.name)).map((it) => it.name),
      'key',
    );
  };
  const row = (choice: ChoiceShown) => (
    <WithMedia key={choice.name} media={choice.media}>
      <label class="choice" lang={choice.label.language}>
        <input
          type="checkbox"
          checked={chosen.has(choice.name)}
          disabled={asked.readOnly}
          onChange={() => turn(choice.name)}
        />
        <span>
          <PlainWords shown={choice.label} />
          {choice.media && <MediaShown media={choice.media} part="inside" />}
        </span>
      </label>
    </WithMedia>
  );
  const apart = asked.choices.filter((choice) => choice.apart);
  return (
    <>
      <div class={arrangement(asked.question)}>
        {asked.choices.filter((choice) => !choice.apart).map(row)}
      </div>
      {apart.length > 0 && (
        <div class="choices apart">
          <span class="unseen">{t('step.apart')}</span>
          {apart.map(row)}
        </div>
      )}
    </>
  );
}
