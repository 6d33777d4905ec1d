import { useText } from '../../i18n/index.ts';
import type { ControlProps } from '../props.ts';
import { PlainWords } from '../Words.tsx';

/** Choices put in order, first to last, by buttons that a thumb and a keyboard can press. */
export default function RankControl({ asked, onAnswer }: ControlProps) {
  const { t } = useText();
  const order = Array.isArray(asked.answer) ? asked.answer : null;
  if (!order) {
    return (
      <button
        type="button"
        class="button"
        onClick={() =>
          onAnswer(
            asked.choices.map(({ name }) => name),
            'key',
          )
        }
      >
        {t('rank.begin')}
      </button>
    );
  }
  const choices = order.flatMap((name) => asked.choices.find((choice) => choice.name === name) ?? []);
  const move = (from: number, to: number) => {
    const next = choices.map(({ name }) => name);
    next.splice(to, 0, ...next.splice(from, 1));
    onAnswer(next, 'key');
  };
  return (
    <ol class="choices ranks">
      {choices.map(({ name, label }, at) => (
        <li key={name} class="choice">
          <strong>{at + 1}</strong>
          <PlainWords shown={label} />
          <button
            type="button"
            class="button plain"
            disabled={at === 0}
            aria-label={t('rank.up', { name: label.text })}
            onClick={() => move(at, at - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="button plain"
            disabled={at === choices.length - 1}
            aria-label={t('rank.down', { name: label.text })}
            onClick={() => move(at, at + 1)}
          >
            ↓
          </button>
        </li>
      ))}
    </ol>
  );
}
