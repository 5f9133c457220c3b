import { type RefObject, useEffect, useRef, useState } from 'react';

/** How wide an element is, in whole pixels, whenever that changes. */
export const useWidth = <E extends Element>(first: number): readonly [RefObject<E | null>, number] => {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
};
