/** Brings what is wrong to whoever entered it: the field of a property, or the notice that is about none. */
export function showFault(form: HTMLElement, name: string | undefined): void {
  const field = name === undefined ? form : form.querySelector(`[data-property="${CSS.escape(name)}"]`);
  const faulty =
    field?.querySelector<HTMLElement>(name === undefined ? '[data-fault]' : '[aria-invalid="true"]') ??
    field?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, button');
  faulty?.focus({ preventScroll: true });
  faulty?.scrollIntoView({ block: 'center' });
}
