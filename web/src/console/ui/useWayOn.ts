import { type RefObject, useLayoutEffect } from 'react';

/**
 * What was done may take away the button that did it. Whoever had the focus there, or in its dialog, goes on at the page:
 * a keyboard would begin at the top of the menu again.
 */
export const useWayOn = (
  opener: RefObject<HTMLButtonElement | null>,
  dialog?: RefObject<HTMLDialogElement | null>,
): void =>
  useLayoutEffect(() => {
    const [button, question] = [opener.current, dialog?.current];
    return () => {
      const { activeElement } = document;
      if (activeElement !== button && !question?.open) return;
      // While it is open nothing outside of it takes the focus.
      question?.close();
      document.getElementById('main')?.focus({ preventScroll: true });
    };
  }, [opener, dialog]);
