import type { ComponentType } from 'preact';
import { useText } from '../i18n/index.ts';
import type { Kind } from '../questionnaire/index.ts';
import { AcknowledgeControl } from './AcknowledgeControl.tsx';
import { looks } from './appearance.ts';
import { later } from './later.tsx';
import { ManyControl } from './ManyControl.tsx';
import { OneControl } from './OneControl.tsx';
import { PlaceControl } from './PlaceControl.tsx';
import type { ControlProps } from './props.ts';
import { RankControl } from './RankControl.tsx';
import { StepsControl, stepsOf } from './StepsControl.tsx';
import { TypedControl } from './TypedControl.tsx';

const DateControl = later(async () => (await import('./DateControl.tsx')).DateControl);
const LongControl = later(async () => (await import('./LongControl.tsx')).LongControl);
const MinimalControl = later(async () => (await import('./MinimalControl.tsx')).MinimalControl);
const RangeControl = later(async () => (await import('./RangeControl.tsx')).RangeControl);

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
  range: RangeControl,
  date: DateControl,
  time: TypedControl,
  dateTime: DateControl,
};

/** Whether the control of this question is a single box, named by a `label`; the others are groups with a `legend`. */
export const isBox = (asked: Asked): boolean => {
  const control = controlOf(asked);
  return control === TypedControl || control === MinimalControl;
};

type Asked = ControlProps['asked'];

const longList = 30; // choices: more than anybody reads through to find theirs

function controlOf({ question, choices }: Asked): ComponentType<ControlProps> | undefined {
  const { kind, parameters } = question;
  const look = looks(question);
  if ((kind === 'integer' || kind === 'range') && stepsOf(parameters) && !look.has('picker'))
    return StepsControl;
  if (kind === 'one' || kind === 'many') {
    const sought = look.has('autocomplete') || look.has('search');
    if (choices.length > longList || sought) return LongControl;
    if (kind === 'one' && look.has('minimal')) return MinimalControl;
  }
  return controls[kind];
}

/** The control for a question's kind. A kind that this version cannot ask says so: it is never left out in silence. */
export function Control(props: ControlProps) {
  const { t } = useText();
  const Fitting = controlOf(props.asked);
  return Fitting ? <Fitting {...props} /> : <p class="wish">{t('step.unsupported')}</p>;
}
