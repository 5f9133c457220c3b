import { ShopError } from '../../api/client.ts';
import { useText as useShopText } from '../../text/index.ts';
import { troubleKey } from '../../ui/Trouble.tsx';
import { keyOf, useText } from '../text/index.ts';

/** Our own sentence for an operator, else the shop's; where neither has one, what the service said. */
const useSentence = (error: unknown): string => {
  const text = useText();
  const shopText = useShopText();
  const code = error instanceof ShopError ? error.code : 'other';
  const own = keyOf('error', code);
  if (own !== undefined) return text(own);
  const key = troubleKey(error);
  const said = error instanceof ShopError ? error.problem?.detail : undefined;
  return key === 'error_other' && said !== undefined ? said : shopText(key);
};

/** What went wrong in a sentence, and a way on. Screen readers hear it at once. */
export const Trouble = ({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) => {
  const text = useText();
  const sentence = useSentence(error);
  const code = error instanceof ShopError ? error.code : undefined;
  return (
    <div className="trouble" role="alert">
      <p>
        {sentence} {code !== undefined && <code>{code}</code>}
      </p>
      {retry && (
        <button type="button" className="plain" onClick={retry}>
          {text('tryAgain')}
        </button>
      )}
    </div>
  );
};
