import { useText } from '../i18n/index.ts';
import type { ChoiceShown } from '../questionnaire/index.ts';
import { arrangement } from './appearance.ts';
import { MediaShown, WithMedia } from './MediaShown.tsx';
import type { ControlProps, Hand } from './props.ts';
import { PlainWords } from './Words.tsx';

/** One choice of several. Nothing is chosen beforehand; what is not part of the scale stands apart below it. */
export function OneControl({ asked, id, onAnswer }: ControlProps) {
  const { t } = useText();
  const inScale = asked.choices.filter(({ apart }) => !apart);
  const apart = asked.choices.filter((choice) => choice.apart);
  const row = (choice: ChoiceShown) => (
    <Choice
      key={choice.name}
      choice={choice}
      id={id}
      chosen={asked.answer === choice.name}
      fixed={asked.readOnly}
      onChoose={onAnswer}
    />
  );
  return (
    <>
      <div class={arrangement(asked.question)}>{inScale.map(row)}</div>
      {apart.length > 0 && (
        <div class="choices apart">
          <span class="unseen">{t('step.apart')}</span>
          {apart.map(row)}
        </div>
      )}
    </>
  );
}

function Choice({
  choice,
  id,
  chosen,
  fixed,
  onChoose,
}: {
  choice: ChoiceShown;
  id: string;
  chosen: boolean;
  fixed: boolean;
  onChoose(name: string, hand: Hand): void;
}) {
  return (
    <WithMedia media={choice.media}>
      <label class="choice" lang={choice.label.language}>
        <input
          type="radio"
          name={id}
          value={choice.name}
          checked={chosen}
          disabled={fixed}
          onClick={(event) => {
            // Arrow keys also click a radio, with no pointer behind it: detail is 0 then.
            onChoose(choice.name, event.detail > 0 ? 'tap' : 'key');
          }}
        />
        <span>
          <PlainWords shown={choice.label} />
          {choice.media && <MediaShown media={choice.media} part="inside" />}
          {choice.hint && (
            <span class="hint" lang={choice.hint.language}>
              {choice.hint.text}
            </span>
          )}
        </span>
      </label>
    </WithMedia>
  );
}
