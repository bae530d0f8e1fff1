/** What choosing a line needs of a service group. */
export interface GroupOffer {
  readonly fields: readonly string[];
  readonly active: boolean;
}

/**
 * The line for a procedure of this field group: the active group that names the field, else the active group that takes everything else
 * (no fields), else the first active one, so that nobody is sent away. Undefined only when no group is active.
 */
export function chooseGroup<G extends GroupOffer>(
  groups: readonly G[],
  fieldGroup: string | undefined,
): G | undefined {
  const active = groups.filter((group) => group.active);
  return (
    active.find((group) => fieldGroup !== undefined && group.fields.includes(fieldGroup)) ??
    active.find((group) => group.fields.length === 0) ??
    active[0]
  );
}

/** The line in which results are given out (trả kết quả): one without fields of its own whose name says so. */
export function resultGroup<G extends GroupOffer & { readonly name: string }>(
  groups: readonly G[],
): G | undefined {
  return groups.find(
    ({ name, fields, active }) =>
      active && fields.length === 0 && name.toLowerCase().normalize('NFC').includes('kết quả'),
  );
}
