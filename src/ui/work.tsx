/** The fields of the light check against programs (`#platform/http/proof-of-work.ts`). Give the page the island `ui/work.js`. */
export function WorkProof({ challenge }: { challenge: string }) {
  return (
    <>
      <input type="hidden" name="work" value={challenge} autocomplete="off" data-work="" />
      <input type="hidden" name="workAnswer" value="" autocomplete="off" />
    </>
  );
}
