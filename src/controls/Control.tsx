import type { ComponentType } from 'preact';
import { useText } from '../i18n/index.ts';
import type { Kind } from '../questionnaire/index.ts';
import { AcknowledgeControl } from './AcknowledgeControl.tsx';
import { LaterControl } from './LaterControl.tsx';
import { ManyControl } from './ManyControl.tsx';
import { fileControlOf } from './media.ts';
import { OneControl } from './OneControl.tsx';
import { PlaceControl } from './PlaceControl.tsx';
import type { ControlProps } from './props.ts';
import { RankControl } from './RankControl.tsx';
import { StepsControl, stepsOf } from './StepsControl.tsx';
import { TypedControl } from './TypedControl.tsx';

const controls: Partial<Record<Kind, ComponentType<ControlProps>>> = {
  one: OneControl,
  many: ManyControl,
  rank: RankControl,
  acknowledge: AcknowledgeControl,
  place: PlaceControl,
  text: TypedControl,
  barcode: TypedControl,
  integer: TypedControl,
  decimal: TypedControl,
  range: StepsControl,
  date: TypedControl,
  time: TypedControl,
  dateTime: TypedControl,
};

/** Whether the control of this question is a single box, named by a `label`; the others are groups with a `legend`. */
export const isBox = ({ question }: ControlProps['asked']): boolean =>
  controlOf(question.kind, question.parameters) === TypedControl;

const controlOf = (kind: Kind, parameters: Readonly<Record<string, string>> | undefined) =>
  (kind === 'integer' || kind === 'range') && stepsOf(parameters) ? StepsControl : controls[kind];

/** The control for a question's kind. A kind that this version cannot ask says so: it is never left out in silence. */
export function Control(props: ControlProps) {
  const { t } = useText();
  const { question } = props.asked;
  const { kind, parameters } = question;
  const load = fileControlOf(question);
  if (load) return <LaterControl {...props} load={load} />;
  const Fitting = controlOf(kind, parameters);
  return Fitting ? <Fitting {...props} /> : <p class="wish">{t('step.unsupported')}</p>;
}
